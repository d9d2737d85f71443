/**
 * The float32 kernels for training, one file for each family. They work in TensorFlow.js's memory: arguments are
 * addresses there, sizes and settings. `name(from, to, …)` computes the items from … to − 1 of the outermost independent
 * dimension (rows, images, columns …), so that several threads can share one call.
 */
export { setScratch } from './scratch';
export { exponentialOf, tangentOf, reluGradient } from './elementwise';
export { sgdStep, momentumStep, adamStep, rmsPropStep } from './optimizers';
export { sumMiddle, sumColumns } from './reduce';
export { softmax, softmaxGradient, softmaxCrossEntropy, softmaxCrossEntropyGradient } from './softmax';
export { gatherRows, segmentSum } from './gather';
export { gemmRows, gemmColumns, gemmBatch } from './matrixProduct';
export { countNonZeros, compress, sparseRows } from './sparse';
export { lstmForward, lstmBackward, gruForward, gruBackward, simpleForward, simpleBackward } from './recurrent';
export { packFilter, packPhase, correlate, filterGradient, addFilterGradients } from './convolution';
export { depthwiseConvolution, depthwiseInputGradient, depthwiseFilterGradient, addParts } from './depthwise';
export { maxPool2x2, maxPool2x2Gradient, maxPoolGradient, averagePoolGradient } from './pooling';
