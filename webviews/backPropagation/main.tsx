import { startLesson } from '../shared/teaching/startLesson';
import './backPropagation.css';
import { App } from './App';
import { followSource } from './backQuery/source';
import { lesson } from './lesson';

await startLesson(lesson, 'Step Through Back Propagation', App);
followSource();
