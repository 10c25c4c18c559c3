/** The expressions of the vendor's page, and texts made of them. */

export const expressions: readonly string[] = [
	"metadata.city $eq 'London'",
	'metadata.budget $gte 100.5',
	"metadata.colour $in 'red','brown','green'",
	"metadata.tags $con 'ONE','TWO'",
	'metadata.chased $lt 2020-11-05T13:15:30Z',
	'metadata.score $nin 30,50,60,100',
	'metadata.active $eq true',
	'metadata.related.campaign.budget $gt 100',
];

/** An `.rfilter` file: sets of four expressions with a name. */
export function fileOf(lines: number): string {
	return Array.from({ length: lines }, (_, n) => {
		if (n % 6 === 0) return `# @name set${n}`;
		return n % 6 === 5 ? '' : expressions[n % expressions.length];
	}).join('\n');
}
