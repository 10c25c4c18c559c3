/** What a record answers that the vendor cannot read: the texts of real issues, #10621 for 500 and #8906 for 400. */

const texts: Readonly<Record<number, string>> = {
	400: "Invalid pattern '(^|\\n)[ ]*(++++)[ ]*[=]' at offset 11. Quantifier {x,y} following nothing.",
	429: 'Too many requests.',
};
const unexpected =
	'An unexpected error has been encountered when fulfilling this request. This incident has been logged and will be investigated. Please try again.';

export function poisonText(status: number): string {
	return texts[status] ?? unexpected;
}
