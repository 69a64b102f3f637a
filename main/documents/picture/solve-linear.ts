/**
 * Solves A x = b for a symmetric positive definite A, given by rows, with Cholesky's method. Both arguments are
 * overwritten; b becomes the solution. False when A is not positive definite.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    let diagonal = a[column * n + column] ?? 0;
    for (let k = 0; k < column; k++) diagonal -= (a[column * n + k] ?? 0) ** 2;
    if (diagonal <= 0) return false;
    const root = Math.sqrt(diagonal);
    a[column * n + column] = root;
    for (let row = column + 1; row < n; row++) {
      let sum = a[row * n + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (a[row * n + k] ?? 0) * (a[column * n + k] ?? 0);
      a[row * n + column] = sum / root;
    }
  }
  for (let row = 0; row < n; row++) {
    let sum = b[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (a[row * n + k] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (a[row * n + row] ?? 1);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] ?? 0;
    for (let k = row + 1; k < n; k++) sum -= (a[k * n + row] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (a[row * n + row] ?? 1);
  }
  return true;
}
