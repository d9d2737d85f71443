import { startLesson } from '../shared/teaching/startLesson';
import './neuron.css';
import { App } from './App';
import { followState } from './trainer';
import { lesson } from './lesson';

followState();
await startLesson(lesson, 'Explore a Neuron', App);
