import { render } from 'preact';
import '../shared/base.css';
import './training.css';
import { keepScroll } from '../shared/keepScroll';
import { App } from './App';
import { watchDrawing } from './Drawing';
import { announceProgress } from './announceProgress';
import { follow, run } from './run';
import { keepView } from './view';

const root = document.getElementById('root')!;

keepView(root.dataset.runId!);
render(<App />, root);
await follow();
keepScroll(root);
document.title = run.value?.title ?? 'Training';
announceProgress();
watchDrawing();
