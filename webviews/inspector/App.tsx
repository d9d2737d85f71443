import { Announcer } from '../shared/Announcer';
import { Icon } from '../shared/Icon';
import { Messages } from '../shared/Messages';
import { Answer } from './Answer';
import { Graph } from './Graph';
import { Header } from './Header';
import { model, node, open, problem, snapshot } from './host';
import { InputCard } from './InputCard';
import { LayerCard } from './LayerCard';
import { LayerTable } from './LayerTable';

export function App() {
  return (
    <>
      {snapshot.value && <Header snapshot={snapshot.value} />}
      {problem.value !== undefined && <Problem text={problem.value} />}
      {model.value && node.value ? (
        <>
          <div class="graph-and-layer">
            <Graph model={model.value} chosen={node.value.id} />
            <LayerCard node={node.value} model={model.value} />
          </div>
          <div class="input-and-answer">
            <InputCard model={model.value} />
            <Answer model={model.value} />
          </div>
          <LayerTable model={model.value} chosen={node.value.id} />
        </>
      ) : (
        problem.value === undefined && (
          <p class="empty" role="status">
            {snapshot.value
              ? 'This run has not recorded a network yet; it appears here as soon as it has been tested for the first time.'
              : 'Opening the model…'}
          </p>
        )
      )}
      <Messages />
      <Announcer />
    </>
  );
}

function Problem({ text }: { readonly text: string }) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <div>
        <h1>This model can’t be opened</h1>
        <p>{text}</p>
        <button type="button" class="secondary" onClick={() => void open()}>
          <Icon name="again" />
          Try Again
        </button>
      </div>
    </div>
  );
}
