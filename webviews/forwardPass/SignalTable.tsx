import { useLayoutEffect, useRef } from 'preact/hooks';
import { sortRows, toCsv, toMarkdown, type SignalRow, type SortKey } from '../../samples/forward-pass/signalTable';
import { formatCount } from '../shared/format';
import { Icon } from '../shared/Icon';
import { Menu } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { keepInView } from '../shared/Numbers';
import { announce } from '../shared/Announcer';
import { figure } from './figures';
import { InlineNumber } from './InlineNumber';
import { host, lesson, state } from './lesson';
import { isMovable, keys, progress, type View } from './view';

/** A row for each signal that is known by now. */
export function SignalTable({ view }: { readonly view: View }) {
  const { step, current } = progress(view);
  const { sortBy, descending } = state.value;
  const known = sortRows(view.rows.slice(0, view.inputRows + step), sortBy, descending);
  const region = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const row = region.current!.querySelector<HTMLElement>('[aria-current]');
    if (row) keepInView(region.current!, row);
  }, [step]);
  const copy = (text: string, as: string) =>
    attempt(async () => {
      await host.copyText(text);
      announce(`${known.length} rows copied as ${as}.`);
    });
  return (
    <section class="card" aria-labelledby="table-heading">
      <div class="section-head">
        <h2 id="table-heading">Signals</h2>
        <Menu
          label="Copy Table"
          icon="save"
          items={[
            { label: 'CSV, all digits', onChoose: () => copy(toCsv(known), 'CSV') },
            {
              label: 'Markdown',
              onChoose: () =>
                copy(
                  toMarkdown(known, (value) => figure(value)),
                  'Markdown',
                ),
            },
          ]}
        />
      </div>
      <div class="number-table signal-table" role="region" aria-label="Signal table" tabIndex={0} ref={region}>
        <table>
          <caption class="visually-hidden">Every signal known at this step, with how it came about</caption>
          <thead>
            <tr>
              <SortHeading by="order" label="Layer, node" />
              <th scope="col" class="products">
                Weight × signal
              </th>
              {hasBiases(view) && <th scope="col">Bias</th>}
              <SortHeading by="sum" label="Sum" />
              <th scope="col">Activation</th>
              <SortHeading by="signal" label="Signal" />
            </tr>
          </thead>
          <tbody>
            {known.map((row) => (
              <Row key={`${row.layer} ${row.node}`} view={view} row={row} isCurrent={row === current} />
            ))}
          </tbody>
        </table>
      </div>
      <Folded view={view} />
    </section>
  );
}

function hasBiases({ network }: View): boolean {
  return network.layers.some(({ biases }) => biases !== undefined);
}

function SortHeading({ by, label }: { readonly by: SortKey; readonly label: string }) {
  const { sortBy, descending } = state.value;
  const isSorted = sortBy === by;
  const sort = isSorted ? (descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={sort}>
      <button
        type="button"
        class="quiet sort"
        onClick={() => lesson.change({ sortBy: by, descending: isSorted && !descending })}
      >
        {label}
        <span aria-hidden="true">{isSorted ? (descending ? '▾' : '▴') : '▴▾'}</span>
      </button>
    </th>
  );
}

function Row({ view, row, isCurrent }: { readonly view: View; readonly row: SignalRow; readonly isCurrent: boolean }) {
  const { layer, node, incoming } = row;
  return (
    <tr aria-current={isCurrent || undefined}>
      <th scope="row" data-key={keys.signal(layer, node)}>
        {layer + 1}, {node + 1}
      </th>
      {incoming ? (
        <>
          <td class="products">
            <Products view={view} row={row} incoming={incoming} />
          </td>
          {hasBiases(view) && (
            <td>
              {incoming.bias !== undefined && (
                <InlineNumber view={view} place={{ kind: 'bias', layer: layer - 1, node }} />
              )}
            </td>
          )}
          <Moved
            view={view}
            row={row}
            value={incoming.sum}
            before={view.original.pass.sums[layer - 1]![node]!}
            of="sum"
          />
          <td>{incoming.activation}</td>
          <Moved
            view={view}
            row={row}
            value={row.signal}
            before={view.original.pass.signals[layer]![node]!}
            of="signal"
          />
        </>
      ) : (
        <>
          <td class="products">–</td>
          {hasBiases(view) && <td>–</td>}
          <td>–</td>
          <td>input</td>
          <td>
            <InlineNumber view={view} place={{ kind: 'input', node }} />
          </td>
        </>
      )}
    </tr>
  );
}

interface ProductsProps {
  readonly view: View;
  readonly row: SignalRow;
  readonly incoming: NonNullable<SignalRow['incoming']>;
}

function Products({ view, row: { layer, node }, incoming: { links } }: ProductsProps) {
  return (
    <ul>
      {links.strongest.map(({ from, signal, product }, index) => (
        <li key={from} data-key={keys.weight(layer, node, from)}>
          <span class="plus">{index > 0 && '+'}</span>
          <InlineNumber view={view} place={{ kind: 'weight', layer: layer - 1, node, from }} />
          <span>
            × {figure(signal)} = {figure(product)}
          </span>
        </li>
      ))}
      {links.rest && (
        <li class="rest">
          <span class="plus">+</span>
          {figure(links.rest.sum)} from {formatCount(links.rest.count)} more
        </li>
      )}
    </ul>
  );
}

interface MovedProps {
  readonly view: View;
  readonly row: SignalRow;
  readonly value: number;
  readonly before: number;
  readonly of: 'sum' | 'signal';
}

/** A computed number, with a mark when it is downstream of a change. */
function Moved({ view, row: { layer, node }, value, before, of }: MovedProps) {
  const isDownstream = isMovable(view, layer, node, of);
  return (
    <td data-key={keys[of](layer, node)} class={isDownstream ? 'downstream' : ''}>
      {isDownstream && (
        <span class="mark" title={`Downstream of a change; it was ${figure(before)}.`}>
          <span aria-hidden="true">Δ</span>
          <span class="visually-hidden">downstream of a change, was {figure(before)}, is</span>
        </span>
      )}{' '}
      {figure(value)}
    </td>
  );
}

function Folded({ view: { shown, pass } }: { readonly view: View }) {
  const folded = shown.flatMap((nodes, l) => {
    const count = pass.signals[l]!.length - nodes.length;
    return count === 0 ? [] : [`${formatCount(count)} nodes of layer ${l + 1}`];
  });
  if (folded.length === 0) return null;
  return (
    <p class="note">
      <Icon name="down" /> Folded away: {folded.join(' and ')}. Shown are those that send most to the nodes shown in the
      next layer, the strongest first; in the sums all count.
    </p>
  );
}
