/** Text from outside on a terminal: no control characters (they could rewrite the screen), cut to a width. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g; // eslint-disable-line no-control-regex -- that is what is looked for
const WIDE =
	/\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const segments = (text: string): Iterable<{ readonly segment: string }> => new Intl.Segmenter().segment(text);

/** Line breaks become `⏎`, tabs blanks, everything else that is invisible vanishes. */
export function oneLine(text: string): string {
	return text.replaceAll(/\r?\n/g, '⏎').replaceAll('\t', ' ').replaceAll(CONTROL, '');
}

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
	if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
	let width = 0;
	for (const { segment } of segments(text)) width += WIDE.test(segment) ? 2 : 1;
	return width;
}

/** At most `width` columns; what is cut ends with `…`. */
export function cutToWidth(text: string, width: number): string {
	// A long remark is never measured as a whole: nothing beyond the width can matter.
	const start = text.length > width * 12 ? text.slice(0, width * 12) : text;
	if (start === text && displayWidth(text) <= width) return text;
	let cut = '';
	let used = 0;
	for (const { segment } of segments(start)) {
		const more = WIDE.test(segment) ? 2 : 1;
		if (used + more > width - 1) break;
		cut += segment;
		used += more;
	}
	return width < 1 ? '' : `${cut}…`;
}

export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
	const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
	return align === 'left' ? text + blanks : blanks + text;
}
