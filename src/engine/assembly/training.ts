/**
 * The float32 kernels for training, one file for each family. They work in TensorFlow.js's memory: arguments are
 * addresses there, sizes and settings. `name(from, to, …)` computes the items from … to − 1 of the outermost independent
 * dimension (rows, images, columns …), so that several threads can share one call.
 */
export { setScratch } from './scratch';
export { gemmRows, gemmColumns, gemmBatch } from './matrixProduct';
export { lstmForward, lstmBackward, gruForward, gruBackward, simpleForward, simpleBackward } from './recurrent';
