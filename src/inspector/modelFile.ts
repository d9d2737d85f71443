import { DataError } from '../data/dataError';
import { sizeOfShape } from './sizeOfShape';

/**
 * What a model.json of TensorFlow.js says, checked as far as that goes without TensorFlow.js and without reading a weight.
 * Source of the format: `io.ModelJSON` in @tensorflow/tfjs-core.
 */
export interface ModelFile {
  /** The name that messages call it by. */
  readonly name: string;
  /** Keras's description of the layers: `{ class_name, config }`. */
  readonly topology: object;
  readonly groups: readonly ShardGroup[];
  readonly weights: readonly StoredWeight[];
  readonly generatedBy?: string;
  readonly metadata?: unknown;
}

/** The files that, one after another, hold the weights of one group. */
export interface ShardGroup {
  readonly paths: readonly string[];
  readonly bytes: number;
}

export interface StoredWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: WeightDtype;
  readonly quantization?: Quantization;
  readonly group: number;
  /** Where it begins in its group. */
  readonly offset: number;
  readonly bytes: number;
}

export type WeightDtype = 'float32' | 'int32' | 'bool';

/** How a weight was made smaller: `value = stored * scale + min`, or half the bits of a floating-point number. */
export type Quantization =
  { readonly dtype: 'uint8' | 'uint16'; readonly scale: number; readonly min: number } | { readonly dtype: 'float16' };

const bytesOf = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

/** @throws DataError that says what the text is instead of a layers model */
export function parseModelFile(name: string, text: string): ModelFile {
  const json = parseJson(name, text);
  const problem = (expected: string, found: string, remedy: string) =>
    new DataError({ file: name, expected, found, remedy });
  if (!isRecord(json) || !('modelTopology' in json)) {
    const found = isRecord(json) ? `an object without "modelTopology"${keysOf(json)}` : describe(json);
    throw problem(
      'a model.json of TensorFlow.js',
      found,
      'Choose the file that model.save() or tensorflowjs_converter wrote.',
    );
  }
  const whole = json.modelTopology;
  if (json.format === 'graph-model' || (isRecord(whole) && 'node' in whole)) {
    throw problem(
      'a layers model',
      'a graph model, which knows operations but no layers',
      'Convert the original Keras model with tensorflowjs_converter --output_format=tfjs_layers_model.',
    );
  }
  const topology = isRecord(whole) && isRecord(whole.model_config) ? whole.model_config : whole;
  if (!isRecord(topology) || typeof topology.class_name !== 'string' || !isRecord(topology.config)) {
    throw problem(
      'a topology with "class_name" and "config"',
      topology === null ? 'null: the file was saved with its weights only' : describe(topology),
      'Save the whole model again with model.save().',
    );
  }
  if (!Array.isArray(json.weightsManifest)) {
    throw problem(
      'a list "weightsManifest"',
      describe(json.weightsManifest),
      'Save the model again with its weights; without them there is nothing to look at.',
    );
  }
  return {
    name,
    topology,
    ...readManifest(json.weightsManifest, problem),
    ...(typeof json.generatedBy === 'string' && { generatedBy: json.generatedBy }),
    ...('userDefinedMetadata' in json && { metadata: json.userDefinedMetadata }),
  };
}

type Problem = (expected: string, found: string, remedy: string) => DataError;

const saveAgain = 'Save or convert the model again.';

function readManifest(manifest: readonly unknown[], problem: Problem): Pick<ModelFile, 'groups' | 'weights'> {
  const weights: StoredWeight[] = [];
  const groups = manifest.map((entry, group) => {
    const place = `weightsManifest[${group}]`;
    if (!isRecord(entry) || !isListOf(entry.paths, 'string') || !Array.isArray(entry.weights)) {
      throw problem(`"paths" and "weights" in ${place}`, describe(entry), saveAgain);
    }
    for (const path of entry.paths) {
      if (/^([a-z]+:|[\\/])|(^|[\\/])\.\.([\\/]|$)/i.test(path)) {
        throw problem(
          'weights in files beside model.json',
          `the path "${path}", which leads elsewhere`,
          'Copy the file beside model.json and correct the path.',
        );
      }
    }
    let offset = 0;
    for (const spec of entry.weights as unknown[]) {
      const weight = { ...readWeight(spec, place, problem), group, offset };
      weights.push(weight);
      offset += weight.bytes;
    }
    return { paths: entry.paths, bytes: offset };
  });
  return { groups, weights };
}

function readWeight(spec: unknown, place: string, problem: Problem): Omit<StoredWeight, 'group' | 'offset'> {
  if (!isRecord(spec) || typeof spec.name !== 'string' || !isShape(spec.shape)) {
    throw problem(`a weight with "name" and "shape" in ${place}`, describe(spec), saveAgain);
  }
  const { name, shape, dtype } = spec;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw problem(
      `float32, int32 or bool as the dtype of the weight "${name}"`,
      describe(dtype),
      'Convert the model to float32.',
    );
  }
  const quantization = spec.quantization === undefined ? undefined : readQuantization(spec.quantization, name, problem);
  const count = sizeOfShape(shape);
  return {
    name,
    shape,
    dtype,
    bytes: count * bytesOf[quantization?.dtype ?? dtype],
    ...(quantization && { quantization }),
  };
}

function readQuantization(given: unknown, name: string, problem: Problem): Quantization {
  if (isRecord(given)) {
    const { dtype, scale, min } = given;
    if (dtype === 'float16') return { dtype };
    if ((dtype === 'uint8' || dtype === 'uint16') && typeof scale === 'number' && typeof min === 'number') {
      return { dtype, scale, min };
    }
  }
  throw problem(
    `uint8 or uint16 with scale and min, or float16, as the quantisation of "${name}"`,
    JSON.stringify(given),
    'Convert the model again with one of these, or without quantisation.',
  );
}

/**
 * Compares the weight files with what model.json says.
 * @param sizeOf the bytes of the file at this path, undefined when there is none
 * @throws DataError that names the file
 */
export function checkShards({ name, groups }: ModelFile, sizeOf: (path: string) => number | undefined): void {
  for (const { paths, bytes } of groups) {
    const sizes = paths.map((path) => {
      const size = sizeOf(path);
      if (size !== undefined) return size;
      throw new DataError({
        file: path,
        expected: `a file with weights beside ${name}`,
        found: 'nothing there',
        remedy: 'Copy it from where the model was saved, with all the others.',
      });
    });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (total === bytes) continue;
    throw new DataError({
      file: paths.length === 1 ? paths[0]! : `${paths[0] ?? 'no file'} … ${paths.at(-1) ?? ''} (${paths.length} files)`,
      expected: `${bytes} bytes, as the shapes in ${name} add up to`,
      found: `${total}, ${Math.abs(total - bytes)} ${total < bytes ? 'too few' : 'too many'}`,
      remedy: 'The files do not belong together, or one is damaged: copy all of them again.',
    });
  }
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(
      {
        file: name,
        expected: 'JSON',
        found: `something else (${(error as Error).message})`,
        remedy: 'Choose the model.json of a TensorFlow.js model; its weights are in .bin files beside it.',
      },
      { cause: error },
    );
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, type: 'string'): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === type);
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && length >= 0);
}

function keysOf(json: object): string {
  const keys = Object.keys(json);
  if (keys.length === 0) return '';
  return ` (it has ${keys
    .slice(0, 4)
    .map((key) => `"${key}"`)
    .join(', ')}${keys.length > 4 ? ' …' : ''})`;
}

function describe(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? `an object${keysOf(value)}` : JSON.stringify(value);
}
