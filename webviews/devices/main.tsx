import { render } from 'preact';
import '../shared/base.css';
import './devices.css';
import { attempt } from '../shared/Messages';
import { App } from './App';
import { announceBenchmark } from './announceBenchmark';
import { follow } from './host';
import { keepView } from './view';

keepView();
render(<App />, document.getElementById('root')!);
document.title = 'Devices';
announceBenchmark();
attempt(follow);
