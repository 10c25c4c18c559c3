/** A text with its variables filled in, which still knows what came out of them. */

export interface TextPiece {
	readonly text: string;
	/** Whether it came out of a variable. */
	readonly isVariable: boolean;
}

export function plainText(pieces: readonly TextPiece[]): string {
	return pieces.map(({ text }) => text).join('');
}
