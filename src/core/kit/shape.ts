/**
 * Whether a value from outside has a shape. Total: any input gives an answer, and none is changed.
 * For what browsers judge many times or must not carry a schema library for; everything that only the
 * server judges has a zod schema. What has both is compared by a test.
 */
export type Shape<T> = (value: unknown) => value is T;

const shape = <T>(has: (value: unknown) => boolean): Shape<T> => has as Shape<T>;

/** True or false. */
export const isFlag: Shape<boolean> = shape((value) => typeof value === "boolean");

/** A finite number from `min` to `max`, both included. */
export function isNumber(min = -Infinity, max = Infinity): Shape<number> {
  return shape((value) => typeof value === "number" && Number.isFinite(value) && value >= min && value <= max);
}

/** A whole number from `min` to `max`, both included, and never beyond what a double counts exactly. */
export function isWhole(min: number, max = Number.MAX_SAFE_INTEGER): Shape<number> {
  return shape((value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max);
}

/** Text of `min` to `max` UTF-16 units. */
export function isText(min = 0, max = Infinity): Shape<string> {
  return shape((value) => typeof value === "string" && value.length >= min && value.length <= max);
}

/** Text that a pattern (without `g` or `y`) finds. */
export function isMatch(pattern: RegExp): Shape<string> {
  return shape((value) => typeof value === "string" && pattern.test(value));
}

/** The shape, or null. */
export function orNull<T>(inner: Shape<T>): Shape<T | null> {
  return shape((value) => value === null || inner(value));
}

/** The shape, or nothing: for members that may be missing. */
export function orMissing<T>(inner: Shape<T>): Shape<T | undefined> {
  return shape((value) => value === undefined || inner(value));
}

/** The shape, and something that must hold beyond it. */
export function isWhere<T>(inner: Shape<T>, holds: (value: T) => boolean): Shape<T> {
  return shape((value) => inner(value) && holds(value));
}

/** A list of `min` to `max` values of one shape; its length is looked at before its values. */
export function isListOf<T>(inner: Shape<T>, min = 0, max = Infinity): Shape<T[]> {
  return shape((value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return false;
    for (const item of value) if (!inner(item)) return false;
    return true;
  });
}

/** A list with one shape for each place, and no more places. */
export function isTuple<T extends readonly unknown[]>(...inner: { [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const places: readonly Shape<unknown>[] = inner;
  return shape((value) => Array.isArray(value) && value.length === places.length && places.every((one, at) => one(value[at])));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object with these members; others are let be. */
export function isRecord<T extends object>(members: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const all = Object.entries<Shape<unknown>>(members);
  return shape((value) => isObject(value) && all.every(([name, one]) => one(value[name])));
}

/** An object with these members and no others. */
export function isExactly<T extends object>(members: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  return isWhere(isRecord<T>(members), (value) => Object.keys(value).every((name) => Object.hasOwn(members, name)));
}
