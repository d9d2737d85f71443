import { LessonHeader } from '../shared/teaching/LessonHeader';
import { Boundary } from './Boundary';
import { Festival } from './Festival';
import { lesson } from './lesson';
import { Notation } from './Notation';
import { Response } from './Response';

export function App() {
  return (
    <>
      <LessonHeader topic="Topic 3 · Intuition" title="Explore a neuron" lesson={lesson} />
      <Festival />
      <Response />
      <Notation />
      <Boundary />
    </>
  );
}
