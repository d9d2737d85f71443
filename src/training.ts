import * as vscode from 'vscode';
import { mnistMlp } from '../samples/mnist-mlp';
import { ParameterError, type Parameter, type ParameterValues } from '../samples/parameters';
import { parametersFor, type Sample } from '../samples/sample';
import type { RunRequest } from './protocol';
import type { Workers } from './runs/activeRun';
import type { RunRecord } from './runs/runRecord';
import type { SampleFacts } from './runs/sampleOf';
import type { Services } from './services';
import { describeParameters } from './pickRun';
import { settings } from './settings';

/** Asks for a preset unless one is named, then trains and shows it. */
export const trainMnistMlp = (services: Services, presetId?: string) => trainSample(services, mnistMlp, presetId);

/** The same for any sample. */
export async function trainSample(services: Services, sample: Sample, presetId?: string): Promise<void> {
  const parameters = await chooseParameters(sample, presetId);
  if (parameters) await startRun(services, newRequest(services, sample.id, parameters));
}

/** A request for what the settings and the data choice say now. */
export function newRequest({ data }: Services, sampleId: string, parameters: ParameterValues): RunRequest {
  return { sampleId, parameters, seed: settings.seed(), data: data.source(), engine: settings.engine() };
}

/** Starts a run, in other workers than usual if they are given, and opens its panel. */
export async function startRun(
  { runs, panels, predictions }: Services,
  request: RunRequest,
  workers?: Workers,
): Promise<RunRecord> {
  const record = await runs.start(request, predictions.accuracy, workers);
  predictions.accuracy = undefined;
  panels.show(record);
  return record;
}

/** Asks for a preset, or for each parameter, unless a preset is named; undefined when the learner cancelled. */
export async function chooseParameters(sample: SampleFacts, presetId?: string): Promise<ParameterValues | undefined> {
  if (presetId !== undefined) {
    const preset = sample.presets.find(({ id }) => id === presetId);
    if (preset) return preset.parameters;
    const known = sample.presets.map(({ id }) => id).join(', ');
    throw new Error(`${sample.title} has no preset "${presetId}". Choose one of: ${known}.`);
  }
  const own = { label: 'Own parameters…', description: 'asked one by one', parameters: undefined };
  const presets = sample.presets.map(({ title, description, parameters }) => ({
    label: title,
    description,
    detail: describeParameters(parameters),
    parameters,
  }));
  const choice = await vscode.window.showQuickPick([...presets, own], { title: `Train ${sample.title}: what?` });
  return choice === own ? askForParameters(sample) : choice?.parameters;
}

/** Asks for each parameter in turn, with its default filled in; undefined when the learner cancelled. */
async function askForParameters(sample: SampleFacts): Promise<ParameterValues | undefined> {
  const given: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(sample.parameters)) {
    if (!isAsked(parameter, given)) continue;
    const answer = await ask(sample, name, parameter, given);
    if (answer === undefined) return undefined;
    if (answer.trim() !== '') given[name] = answer;
  }
  return parametersFor(sample, given);
}

function isAsked(parameter: Parameter, given: Readonly<Record<string, string>>): boolean {
  if (parameter.type === 'choice') return true;
  return Object.entries(parameter.askedWhen ?? {}).every(([choice, value]) => given[choice] === value);
}

async function ask(
  sample: SampleFacts,
  name: string,
  parameter: Parameter,
  given: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const title = `${sample.title}: ${parameter.title}`;
  if (parameter.type === 'choice') {
    return vscode.window.showQuickPick([...parameter.options], { title, ignoreFocusOut: true });
  }
  const suggestion = defaultOf(sample, name, given);
  return vscode.window.showInputBox({
    title,
    prompt: parameter.description,
    // A training panel that takes the focus meanwhile must not end the questions.
    ignoreFocusOut: true,
    value: suggestion === undefined ? '' : String(suggestion),
    validateInput: (text) => problemWith(sample, text.trim() === '' ? given : { ...given, [name]: text }),
  });
}

const defaultOf = (sample: SampleFacts, name: string, given: Readonly<Record<string, string>>) => {
  const { model } = given;
  return parametersFor(sample, model === undefined ? {} : { model })[name];
};

function problemWith(sample: SampleFacts, given: Readonly<Record<string, string>>): string | undefined {
  try {
    parametersFor(sample, given);
    return undefined;
  } catch (error) {
    if (error instanceof ParameterError) return error.message;
    throw error;
  }
}
