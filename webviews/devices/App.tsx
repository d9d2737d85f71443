import { Announcer } from '../shared/Announcer';
import { Messages } from '../shared/Messages';
import { BusAndCar } from './BusAndCar';
import { Chips } from './Chips';
import { Comparison } from './Comparison';
import { Conclusions } from './Conclusions';
import { Header } from './Header';
import { Latencies } from './Latencies';
import { Precision } from './Precision';
import { Processors } from './Processors';
import { Roofline } from './Roofline';
import { Scaling } from './Scaling';
import { Systolic } from './Systolic';
import { Throughput } from './Throughput';
import { record } from './host';

export function App() {
  return (
    <>
      <Header />
      {record.value ? (
        <>
          <Latencies record={record.value} />
          <Throughput record={record.value} />
          <Comparison record={record.value} />
        </>
      ) : null}
      <BusAndCar />
      <Processors />
      <Systolic />
      <Chips />
      <Roofline />
      <Precision />
      <Scaling />
      <Conclusions />
      <Messages />
      <Announcer />
    </>
  );
}
