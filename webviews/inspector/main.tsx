import { render } from 'preact';
import '../shared/base.css';
import './inspector.css';
import { keepScroll } from '../shared/keepScroll';
import { App } from './App';
import { computeAnswers } from './answers';
import { follow } from './host';
import { keepView } from './view';

const root = document.getElementById('root')!;

keepView(root.dataset.runId!);
render(<App />, root);
computeAnswers();
await follow();
keepScroll(root);
