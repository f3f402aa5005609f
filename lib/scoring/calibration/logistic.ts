// Logistic regression with a ridge penalty, by Newton's method on the penalised likelihood. Small and exact; its results
// are held to published ones and to those of scikit-learn by a test.

export type LogisticRow = { columns: readonly number[]; values: readonly number[]; converted: boolean };

export type LogisticFit = {
  /** Log odds of a row without any feature. */
  intercept: number;
  /** Log odds that one unit of each column adds. */
  coefficients: readonly number[];
  /** Standard error of each coefficient, from the curvature at the maximum. */
  errors: readonly number[];
};

/** A step this small ends the search: Newton's are the square of the ones before. */
const LAST_STEP = 1e-8;
/** Sums of logarithms are this exact; smaller differences between two of them mean nothing. */
const NOISE = 1e-12;
const MOST_ROUNDS = 100;

/**
 * Maximises Σ log likelihood − ridge / 2 × Σ coefficient²; the intercept is free. A generator that rests after each pass
 * over the rows, so that a server can answer others in between. Throws RangeError without rows of both outcomes, and when
 * it finds no maximum (without a ridge, columns that say the same have none).
 */
export function* fitting(
  rows: readonly LogisticRow[],
  width: number,
  ridge: number,
): Generator<void, LogisticFit> {
  const converted = rows.reduce((sum, row) => sum + Number(row.converted), 0);
  if (converted === 0 || converted === rows.length) throw new RangeError("rows of both outcomes are needed");
  const theta = new Float64Array(width + 1);
  theta[width] = Math.log(converted / (rows.length - converted));
  let reached = passOver(rows, theta, ridge);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    yield;
    const factor = cholesky(reached.curvature, width + 1);
    const step = solve(factor, reached.gradient);
    if (step.every((part) => Math.abs(part) < LAST_STEP))
      return {
        intercept: theta[width]!,
        coefficients: [...theta.subarray(0, width)],
        errors: [...inverseDiagonal(factor).subarray(0, width)].map(Math.sqrt),
      };
    const lowest = reached.value - NOISE * Math.abs(reached.value);
    let share = 1;
    let next = passOver(rows, moved(theta, step, share), ridge);
    // A full step may overshoot far from the maximum; halves of it climb in the end.
    while (!(next.value >= lowest) && share > LAST_STEP) {
      share /= 2;
      next = passOver(rows, moved(theta, step, share), ridge);
    }
    theta.set(moved(theta, step, share));
    reached = next;
  }
  throw new RangeError("the regression found no maximum");
}

/** The same in one go. */
export function fitLogistic(rows: readonly LogisticRow[], width: number, ridge: number): LogisticFit {
  const steps = fitting(rows, width, ridge);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The probability that a fit gives a row. */
export function probabilityOf(row: Pick<LogisticRow, "columns" | "values">, fit: LogisticFit): number {
  let odds = fit.intercept;
  for (const [index, column] of row.columns.entries()) odds += row.values[index]! * fit.coefficients[column]!;
  return 1 / (1 + Math.exp(-odds));
}

type Pass = { value: number; gradient: Float64Array; curvature: Float64Array };

/** Penalised log likelihood, its gradient and its negated second derivatives; the intercept is the last column. */
function passOver(rows: readonly LogisticRow[], theta: Float64Array, ridge: number): Pass {
  const size = theta.length;
  const last = size - 1;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  let value = 0;
  for (const { columns, values, converted } of rows) {
    let odds = theta[last]!;
    for (let at = 0; at < columns.length; at++) odds += values[at]! * theta[columns[at]!]!;
    const probability = 1 / (1 + Math.exp(-odds));
    const weight = probability * (1 - probability);
    const surprise = Number(converted) - probability;
    // log(1 + e^x) without overflow.
    value += (converted ? odds : 0) - Math.max(odds, 0) - Math.log1p(Math.exp(-Math.abs(odds)));
    gradient[last]! += surprise;
    curvature[last * size + last]! += weight;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]!;
      const weighted = weight * values[at]!;
      gradient[column]! += surprise * values[at]!;
      curvature[last * size + column]! += weighted;
      for (let to = 0; to < columns.length; to++)
        if (columns[to]! <= column) curvature[column * size + columns[to]!]! += weighted * values[to]!;
    }
  }
  for (let column = 0; column < last; column++) {
    value -= (ridge / 2) * theta[column]! ** 2;
    gradient[column]! -= ridge * theta[column]!;
    curvature[column * size + column]! += ridge;
  }
  return { value, gradient, curvature };
}

const moved = (theta: Float64Array, step: Float64Array, share: number): Float64Array =>
  theta.map((part, index) => part + share * step[index]!);

type Triangle = { size: number; rows: Float64Array };

/** The lower triangle L of L·Lᵀ = matrix, of which only the lower half is read. */
function cholesky(matrix: Float64Array, size: number): Triangle {
  const rows = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= rows[i * size + k]! * rows[j * size + k]!;
      if (i !== j) rows[i * size + j] = rest / rows[j * size + j]!;
      else if (rest > 0) rows[i * size + i] = Math.sqrt(rest);
      else throw new RangeError("the regression found no maximum");
    }
  return { size, rows };
}

function solve({ size, rows }: Triangle, right: Float64Array): Float64Array {
  const found = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) found[i]! -= rows[i * size + k]! * found[k]!;
    found[i]! /= rows[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) found[i]! -= rows[k * size + i]! * found[k]!;
    found[i]! /= rows[i * size + i]!;
  }
  return found;
}

function inverseDiagonal(factor: Triangle): Float64Array {
  return Float64Array.from({ length: factor.size }, (_, column) => {
    const unit = new Float64Array(factor.size);
    unit[column] = 1;
    return solve(factor, unit)[column]!;
  });
}
