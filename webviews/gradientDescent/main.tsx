import { startLesson } from '../shared/teaching/startLesson';
import './gradientDescent.css';
import { App } from './App';
import { lesson } from './lesson';

await startLesson(lesson, 'Gradient Descent Paths', App);
