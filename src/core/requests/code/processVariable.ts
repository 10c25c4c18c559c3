/** Variables of the process in exported requests: whoever runs the export gives them; their values are nowhere written. */

/** `{{$env.TOKEN}}`, as it stands in a text and in an address. */
const VARIABLE = /(?:\{\{\$env\.([A-Za-z_]\w*)\}\}|%7B%7B\$env\.([A-Za-z_]\w*)%7D%7D)/;

export interface WrittenText {
	/** A literal of the language. */
	readonly literal: (text: string) => string;
	/** What reads a variable of the process. */
	readonly variable: (name: string) => string;
	/** What joins both. */
	readonly joint: string;
}

/** A text as an expression of a language; `undefined` where it is empty. */
export function writtenText(text: string, { literal, variable, joint }: WrittenText): string | undefined {
	// Split by a pattern with two groups: text, one name or the other, text, …
	const pieces = text.split(VARIABLE).flatMap((piece: string | undefined, nth) => {
		if (piece === undefined || piece === '') return [];
		return nth % 3 === 0 ? literal(piece) : variable(piece);
	});
	return pieces.length === 0 ? undefined : pieces.join(joint);
}

export function hasProcessVariable(text: string): boolean {
	return VARIABLE.test(text);
}

export function withoutProcessVariables(text: string): string {
	return text.replaceAll(new RegExp(VARIABLE, 'g'), '');
}

/** Each name once, in the order of the texts. */
export function processVariablesIn(texts: readonly string[]): readonly string[] {
	const found = texts.flatMap((text) => [...text.matchAll(new RegExp(VARIABLE, 'g'))]);
	return [...new Set(found.map(([, plain, encoded]) => plain ?? encoded ?? ''))];
}
