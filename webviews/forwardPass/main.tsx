import { startLesson } from '../shared/teaching/startLesson';
import './forwardPass.css';
import { App } from './App';
import { lesson } from './lesson';
import { followSource } from './source';

await startLesson(lesson, 'Forward-Pass Signal Table', App);
followSource();
