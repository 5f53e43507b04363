// Elementwise operations; the binary ones broadcast as numpy does. Comparisons give 1 or 0.
import { broadcastShapes, type NoAttributes, noAttributes, type Value } from '../value.ts';

export interface ElementwiseOps {
  add: NoAttributes;
  sub: NoAttributes;
  mul: NoAttributes;
  div: NoAttributes;
  minimum: NoAttributes;
  maximum: NoAttributes;
  equal: NoAttributes;
  greater: NoAttributes;
  neg: NoAttributes;
  abs: NoAttributes;
  sign: NoAttributes;
  exp: NoAttributes;
  log: NoAttributes;
  sqrt: NoAttributes;
  erf: NoAttributes;
  tanh: NoAttributes;
  sigmoid: NoAttributes;
  relu: NoAttributes;
}

function binary(op: keyof ElementwiseOps, a: Value, b: Value): Value {
  return { op, inputs: [a, b], attributes: noAttributes, shape: broadcastShapes(op, a.shape, b.shape) };
}

function unary(op: keyof ElementwiseOps, x: Value): Value {
  return { op, inputs: [x], attributes: noAttributes, shape: x.shape };
}

export const add = (a: Value, b: Value): Value => binary('add', a, b);
export const sub = (a: Value, b: Value): Value => binary('sub', a, b);
export const mul = (a: Value, b: Value): Value => binary('mul', a, b);
export const div = (a: Value, b: Value): Value => binary('div', a, b);
/** NaN in either operand gives NaN. */
export const minimum = (a: Value, b: Value): Value => binary('minimum', a, b);
/** NaN in either operand gives NaN. */
export const maximum = (a: Value, b: Value): Value => binary('maximum', a, b);
export const equal = (a: Value, b: Value): Value => binary('equal', a, b);
export const greater = (a: Value, b: Value): Value => binary('greater', a, b);
export const neg = (x: Value): Value => unary('neg', x);
export const abs = (x: Value): Value => unary('abs', x);
/** −1, 0 or 1. */
export const sign = (x: Value): Value => unary('sign', x);
export const exp = (x: Value): Value => unary('exp', x);
export const log = (x: Value): Value => unary('log', x);
export const sqrt = (x: Value): Value => unary('sqrt', x);
/** Gauss error function. */
export const erf = (x: Value): Value => unary('erf', x);
export const tanh = (x: Value): Value => unary('tanh', x);
/** 1 / (1 + e^−x). */
export const sigmoid = (x: Value): Value => unary('sigmoid', x);
export const relu = (x: Value): Value => unary('relu', x);
