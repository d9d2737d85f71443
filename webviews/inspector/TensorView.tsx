import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Heatmap, ImageSet, TensorRef, TensorSummary, TensorWindow } from '../../src/protocol';
import { Fact } from '../shared/Fact';
import { formatCount, formatCountOf, formatDigits, formatValue } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Menu } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { Pager } from '../shared/Pager';
import { paintDiverging, Picture, weightScale } from '../shared/Picture';
import { ScaleLegend } from '../shared/ScaleLegend';
import type { Theme } from '../shared/theme';
import { answer, answerNumber, answerProblem, askNow, isComputing, waitsToBeAsked } from './answers';
import { HistogramView } from './HistogramView';
import { host, opening } from './host';
import { canvasPicture, fileName, savePicture, svgPicture } from './pictures';
import { questionInputs } from './inputs';

interface TensorViewProps {
  readonly tensor: TensorRef;
  readonly name: string;
}

/** A tensor whole: its statistics, a heatmap, a histogram, small images, its numbers. */
export function TensorView({ tensor, name }: TensorViewProps) {
  const isComputed = tensor.of !== 'weight';
  const version = isComputed ? `answer ${answerNumber.value}` : `opening ${opening.value}`;
  if (isComputed) {
    if (waitsToBeAsked.value) return <AskNow />;
    if (answerProblem.value !== undefined) return <Warning text={answerProblem.value} />;
    if (!answer.value) {
      const text = questionInputs.value || isComputing.value ? 'Computing…' : 'Choose an input below first.';
      return <p class="note">{text}</p>;
    }
    if (tensor.of === 'gradient' && !answer.value.withGradient.includes(tensor.node)) return null;
  }
  return <Loaded tensor={tensor} name={name} version={version} />;
}

export function AskNow() {
  return (
    <div class="ask">
      <p class="note">This model is large, so it computes only when you ask: all its weights are read first.</p>
      <button type="button" onClick={askNow}>
        <Icon name="play" />
        Compute
      </button>
    </div>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p class="problem" role="alert">
      <Icon name="warning" />
      {text}
    </p>
  );
}

/** What is asked of the host, and asked again when `key` changes; the answer before stays until the next is there. */
function useAnswer<T>(ask: () => Promise<T>, key: string): { value?: T; problem?: string } {
  const [state, setState] = useState<{ value?: T; problem?: string }>({});
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (value) => isWanted && setState({ value }),
      (error: unknown) => isWanted && setState({ problem: (error as Error).message }),
    );
    return () => void (isWanted = false);
  }, [key]);
  return state;
}

function Loaded({ tensor, name, version }: TensorViewProps & { readonly version: string }) {
  const key = `${JSON.stringify(tensor)} ${version}`;
  const { value: summary, problem } = useAnswer(() => host.summariseTensor(tensor), key);
  const [shown, setShown] = useState({ name, tensor, version: key, summary });
  // Name and numbers change together.
  useEffect(() => {
    if (summary) setShown({ name, tensor, version: key, summary });
  }, [summary]);
  if (problem !== undefined) return <Warning text={problem} />;
  if (!shown.summary) return <p class="note">Reading…</p>;
  return <Summary {...shown} summary={shown.summary} />;
}

interface SummaryProps extends TensorViewProps {
  readonly summary: TensorSummary;
  readonly version: string;
}

function Summary({ tensor, name, summary, version }: SummaryProps) {
  const { shape, min, max, heatmap } = summary;
  const limit = Math.max(Math.abs(min), Math.abs(max)) || 0;
  const view = useRef<HTMLDivElement>(null);
  const save = (what: 'heatmap' | 'histogram', format: 'png' | 'svg') =>
    attempt(() => {
      const element = view.current!.querySelector(`.${what} :is(canvas, svg)`)!;
      const svg =
        what === 'histogram'
          ? svgPicture(element as SVGSVGElement)
          : canvasPicture(element as HTMLCanvasElement, `${name}, ${sizeText(shape)}`, heatmapNote(heatmap, limit));
      return savePicture(`${name} ${what}`, svg, format);
    });
  return (
    <div class="tensor" ref={view}>
      <div class="section-head">
        <h3>
          {name} <span class="shape">{sizeText(shape)}</span>
        </h3>
        <Menu
          label="Export"
          icon="save"
          items={[
            {
              label: 'Numbers as CSV…',
              onChoose: () => attempt(() => host.saveTensor(tensor, `${fileName(name)}.csv`)),
            },
            { label: 'Heatmap as PNG…', onChoose: () => save('heatmap', 'png') },
            { label: 'Heatmap as SVG…', onChoose: () => save('heatmap', 'svg') },
            { label: 'Histogram as PNG…', onChoose: () => save('histogram', 'png') },
            { label: 'Histogram as SVG…', onChoose: () => save('histogram', 'svg') },
          ]}
        />
      </div>
      <Statistics summary={summary} />
      <ScaleLegend limit={limit} />
      {summary.images && <Images tensor={tensor} images={summary.images} limit={limit} version={version} />}
      <div class="pictures">
        <HeatmapView name={name} summary={summary} limit={limit} />
        <HistogramView name={name} histogram={summary.histogram} />
      </div>
      <Disclosure id="numbers" summary="Show its numbers">
        {() => <Numbers tensor={tensor} name={name} summary={summary} version={version} />}
      </Disclosure>
    </div>
  );
}

function sizeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'one number' : shape.map(formatCount).join(' × ');
}

function Statistics({ summary }: { readonly summary: TensorSummary }) {
  const { count, min, max, mean, deviation, zeros, notFinite } = summary;
  const facts: readonly (readonly [string, string])[] = [
    ['Numbers', formatCount(count)],
    ['Smallest', formatValue(min)],
    ['Largest', formatValue(max)],
    ['Mean', formatValue(mean)],
    ['Standard deviation', formatValue(deviation)],
    ['Exactly zero', formatCount(zeros)],
    ...(notFinite > 0 ? [['Not finite', formatCount(notFinite)] as const] : []),
  ];
  return (
    <dl class="statistics">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

interface HeatmapViewProps {
  readonly name: string;
  readonly summary: TensorSummary;
  readonly limit: number;
}

function HeatmapView({ name, summary: { heatmap, axes }, limit }: HeatmapViewProps) {
  const { rows, columns, values, matrixRows, matrixColumns } = heatmap;
  const rowNames = axes.slice(0, -1).join(', ') || 'one row';
  return (
    <figure class="heatmap">
      <TensorPicture
        width={columns}
        height={rows}
        values={values}
        limit={limit}
        label={`Heatmap of ${name}: ${matrixRows} rows, ${matrixColumns} columns`}
        class={rows < 4 ? 'strip' : ''}
      />
      <figcaption class="note">
        Down: {rowNames}, {formatCount(matrixRows)}. Across: {axes.at(-1) ?? 'the number'}, {formatCount(matrixColumns)}
        . {squareNote(heatmap)}
      </figcaption>
    </figure>
  );
}

function squareNote({ rowsEach, columnsEach }: Heatmap): string {
  return rowsEach * columnsEach === 1
    ? 'Each square is one number.'
    : `Each square shows the strongest of ${rowsEach} × ${columnsEach} numbers.`;
}

function heatmapNote(heatmap: Heatmap, limit: number): string {
  return `${squareNote(heatmap)} Blue: down to −${formatValue(limit)}, red: up to ${formatValue(limit)}.`;
}

interface ImagesProps {
  readonly tensor: TensorRef;
  readonly images: ImageSet;
  readonly limit: number;
  readonly version: string;
}

const imagesPerPage = 32;

function Images({ tensor, images, limit, version }: ImagesProps) {
  const [wantedPage, setPage] = useState(0);
  const [wantedGroup, setGroup] = useState(0);
  const { count, groups, groupNoun, width, height, what } = images;
  const page = Math.min(wantedPage, Math.ceil(count / imagesPerPage) - 1);
  const group = Math.min(wantedGroup, groups - 1);
  const key = `${version} ${group} ${page}`;
  const { value } = useAnswer(async () => {
    const from = page * imagesPerPage;
    const values = await host.tensorImages(tensor, group, from, imagesPerPage);
    return { values, from, width, height };
  }, key);
  const size = value ? value.width * value.height : 1;
  const shown = value ? value.values.length / size : 0;
  const noun = what === 'image' ? 'image' : what.slice(0, -1);
  return (
    <div class="images">
      <div class="section-head">
        <h4>{what === 'image' ? 'As an image' : `Its ${formatCount(count)} ${what} as images`}</h4>
        {groups > 1 && (
          <label class="choice">
            {groupNoun}
            <input
              type="number"
              min={1}
              max={groups}
              value={group + 1}
              onInput={({ currentTarget: { value: typed } }) => {
                const number = Math.round(Number(typed));
                if (number >= 1 && number <= groups) setGroup(number - 1);
              }}
            />
            of {formatCount(groups)}
          </label>
        )}
      </div>
      <ul class={count === 1 ? 'image-list single' : 'image-list'}>
        {value &&
          Array.from({ length: shown }, (_, i) => (
            <li key={i}>
              <TensorPicture
                label={`${noun} ${value.from + i + 1}`}
                values={value.values.subarray(i * size, (i + 1) * size)}
                width={value.width}
                height={value.height}
                limit={limit}
              />
              {count > 1 && <span class="caption">{formatCount(value.from + i + 1)}</span>}
            </li>
          ))}
      </ul>
      <Pager noun={what} count={count} pageSize={imagesPerPage} page={page} onPage={setPage} />
    </div>
  );
}

interface TensorPictureProps {
  readonly label: string;
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly limit: number;
  readonly class?: string;
}

/** Numbers as colours: blue below zero, red above. */
function TensorPicture({ values, limit, ...picture }: TensorPictureProps) {
  const paint = useCallback(
    (image: ImageData, colours: Theme) => paintDiverging(image, values, weightScale(colours, limit)),
    [values, limit],
  );
  return <Picture {...picture} paint={paint} />;
}

interface NumbersProps {
  readonly tensor: TensorRef;
  readonly name: string;
  readonly summary: TensorSummary;
  readonly version: string;
}

const numbersPage = { rows: 20, columns: 10 };

/** A page of the tensor's numbers at a time: nobody reads millions of them, and nothing has to carry them. */
function Numbers({ tensor, name, summary: { heatmap, axes, shape }, version }: NumbersProps) {
  const [place, setPlace] = useState({ row: 0, column: 0 });
  const { value } = useAnswer(
    () => host.tensorWindow(tensor, { ...place, ...numbersPage }),
    `${version} ${place.row} ${place.column}`,
  );
  if (!value) return <p class="note">Reading…</p>;
  const { matrixRows, matrixColumns } = heatmap;
  return (
    <>
      <NumberTable
        caption={`${name}, ${sizeText(shape)}; rows: ${axes.slice(0, -1).join(', ') || 'one'}; columns: ${axes.at(-1) ?? 'one'}; counted from 1`}
        columns={['', ...Array.from({ length: value.columns }, (_, i) => formatCount(value.column + i + 1))]}
        rows={rowsOf(value, shape)}
      />
      <div class="pagers">
        <Pager
          noun="rows"
          count={matrixRows}
          pageSize={numbersPage.rows}
          page={Math.floor(value.row / numbersPage.rows)}
          onPage={(page) => setPlace({ ...place, row: page * numbersPage.rows })}
        />
        <Pager
          noun="columns"
          count={matrixColumns}
          pageSize={numbersPage.columns}
          page={Math.floor(value.column / numbersPage.columns)}
          onPage={(page) => setPlace({ ...place, column: page * numbersPage.columns })}
        />
      </div>
      <p class="note">{formatCountOf(matrixRows * matrixColumns, 'number')} in all; “Export” saves them as CSV.</p>
    </>
  );
}

function rowsOf({ row, rows, columns, values }: TensorWindow, shape: readonly number[]): string[][] {
  return Array.from({ length: rows }, (_, r) => [
    rowName(row + r, shape.slice(0, -1)),
    ...Array.from(values.subarray(r * columns, (r + 1) * columns), (value) => formatDigits(value)),
  ]);
}

/** The index along each axis but the last, counted from 1: "2, 1, 3". */
function rowName(row: number, lengths: readonly number[]): string {
  const parts: number[] = [];
  let rest = row;
  for (const length of [...lengths].reverse()) {
    parts.unshift((rest % length) + 1);
    rest = Math.floor(rest / length);
  }
  return parts.length === 0 ? '1' : parts.join(', ');
}
