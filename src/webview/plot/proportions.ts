/** A part of the Earth in a rectangle, so that a mile is as long upwards as it is across. Pure. */

export interface Extent {
	/** Degrees of longitude. */
	readonly x: readonly [number, number];
	/** Degrees of latitude. */
	readonly y: readonly [number, number];
}

/** About a hundred metres: where all rows are at one place, something has to be seen around it. */
const LEAST_DEGREES = 0.001;
const MARGIN = 1.06;

export function proportioned({ x, y }: Extent, inner: { readonly width: number; readonly height: number }): Extent {
	const middle = { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
	// A degree of longitude grows shorter towards the poles.
	const shortened = Math.max(0.05, Math.cos((middle.y * Math.PI) / 180));
	const width = Math.max(LEAST_DEGREES, (x[1] - x[0]) * shortened) * MARGIN;
	const height = Math.max(LEAST_DEGREES, y[1] - y[0]) * MARGIN;
	const degreesPerPixel = Math.max(width / inner.width, height / inner.height);
	const half = {
		x: (degreesPerPixel * inner.width) / shortened / 2,
		y: (degreesPerPixel * inner.height) / 2,
	};
	return { x: [middle.x - half.x, middle.x + half.x], y: [middle.y - half.y, middle.y + half.y] };
}
