/** What makes the filter language this vendor's: operators as data. Parser, checks, completion, docs and grammar read it. */

export type OperatorName = '$eq' | '$ne' | '$gt' | '$lt' | '$gte' | '$lte' | '$in' | '$nin' | '$con';

/** Types of criteria that an operator is documented for. */
export type CriteriaType = 'string' | 'number' | 'boolean' | 'datetime';

export interface OperatorSpec {
	readonly name: OperatorName;
	readonly title: string;
	/** How people write it elsewhere; a quick fix turns it into the name. */
	readonly aliases: readonly string[];
	readonly types: readonly CriteriaType[];
	readonly takes: 'one' | 'list';
	/** The same question asked of a list, or of one value. */
	readonly listForm?: OperatorName;
	readonly scalarForm?: OperatorName;
	readonly documentation: string;
	readonly example: string;
	/** Bugs of the server that are known, by issue of reapit/foundations. */
	readonly knownBugs: readonly { readonly issue: number; readonly says: string }[];
}

interface OperatorWords {
	readonly names: ReadonlyMap<string, OperatorSpec>;
	readonly aliases: ReadonlyMap<string, OperatorSpec>;
}

/** `refuse`: read as if doubled, and called an error, because no form is sure to be understood. */
export type ApostropheRule = 'double' | 'backslash' | 'refuse';

export interface Dialect {
	readonly name: string;
	/** Every field begins with it. */
	readonly prefix: string;
	readonly operators: readonly OperatorSpec[];
	/** The operators by what people write, because every word of every filter is looked up. */
	readonly words: OperatorWords;
	/** How an apostrophe is written within a string; no document says (domain/reapit.md §2.7). */
	readonly escape: ApostropheRule;
	/** Largest list that the store behind the service is known to take (DynamoDB's `IN`). */
	readonly mostListItems: number;
	/** Field names that are known to fail (#2931). */
	readonly failingNames: readonly string[];
}

const missingIsNotReturned = { issue: 6229, says: 'records without the field are not returned' } as const;
const listOrder = {
	issue: 10796,
	says: 'fails when another filter follows: An item with the same key has already been added',
};

/** Seed 001, "Search operations"; `$neq` of its examples was renamed in November 2020 (#2923). */
export const reapitDialect: Dialect = withWords({
	name: 'Reapit metadata',
	prefix: 'metadata',
	escape: 'double',
	mostListItems: 100,
	failingNames: ['record', 'data', 'system'],
	operators: [
		{
			name: '$eq',
			title: 'equals',
			aliases: ['=', '==', '===', 'eq', 'is', '$is', '$equals', 'equals'],
			types: ['string', 'number', 'boolean', 'datetime'],
			takes: 'one',
			listForm: '$in',
			documentation: 'The value is the same. Text is compared without regard to case.',
			example: "metadata.city $eq 'London'",
			knownBugs: [missingIsNotReturned],
		},
		{
			name: '$ne',
			title: 'does not equal',
			aliases: ['$neq', '!=', '<>', '!==', 'ne', 'neq', '$not', 'not', 'isnot'],
			types: ['string', 'number', 'boolean', 'datetime'],
			takes: 'one',
			listForm: '$nin',
			documentation: 'The field is there and its value is another. Records without the field are not returned.',
			example: "metadata.city $ne 'London'",
			knownBugs: [missingIsNotReturned],
		},
		{
			name: '$gt',
			title: 'is greater than',
			aliases: ['>', 'gt', '$after', 'after'],
			types: ['number', 'datetime'],
			takes: 'one',
			documentation: 'The number is greater, or the moment later.',
			example: 'metadata.budget $gt 100',
			knownBugs: [],
		},
		{
			name: '$lt',
			title: 'is less than',
			aliases: ['<', 'lt', '$before', 'before'],
			types: ['number', 'datetime'],
			takes: 'one',
			documentation: 'The number is smaller, or the moment earlier.',
			example: 'metadata.chased $lt 2020-11-05T13:15:30Z',
			knownBugs: [],
		},
		{
			name: '$gte',
			title: 'is at least',
			aliases: ['>=', '=>', 'gte', 'ge', '$ge', '$from'],
			types: ['number', 'datetime'],
			takes: 'one',
			documentation: 'The number is greater or the same, or the moment later or the same.',
			example: 'metadata.budget $gte 100.5',
			knownBugs: [],
		},
		{
			name: '$lte',
			title: 'is at most',
			aliases: ['<=', '=<', 'lte', 'le', '$le', '$to'],
			types: ['number', 'datetime'],
			takes: 'one',
			documentation: 'The number is smaller or the same, or the moment earlier or the same.',
			example: 'metadata.budget $lte 250',
			knownBugs: [],
		},
		{
			name: '$in',
			title: 'is one of',
			aliases: ['in', '$any', '$oneof'],
			types: ['string', 'number', 'datetime'],
			takes: 'list',
			scalarForm: '$eq',
			documentation: 'The value is one of the list. The items stand between commas.',
			example: "metadata.colour $in 'red','brown'",
			knownBugs: [listOrder],
		},
		{
			name: '$nin',
			title: 'is none of',
			aliases: ['nin', 'notin', '$notin', '$none'],
			types: ['string', 'number', 'datetime'],
			takes: 'list',
			scalarForm: '$ne',
			documentation: 'The field is there and its value is none of the list.',
			example: 'metadata.score $nin 30,50,60',
			knownBugs: [listOrder, missingIsNotReturned],
		},
		{
			name: '$con',
			title: 'contains any of',
			aliases: ['$contains', 'contains', 'con', '$has', 'has'],
			types: ['string', 'number'],
			takes: 'list',
			documentation: 'The field is an array that holds at least one of the items.',
			example: "metadata.tags $con 'ONE','TWO'",
			knownBugs: [{ issue: 7740, says: 'fails with a single item; naming it twice works' }, listOrder],
		},
	],
});

/** The operator of a name, whatever its case. */
export function operatorNamed({ words: { names } }: Dialect, text: string): OperatorSpec | undefined {
	return names.get(text) ?? names.get(text.toLowerCase());
}

/** The operator that people mean by another word: `=`, `eq`, `$contains`. */
export function operatorMeant({ words }: Dialect, text: string): OperatorSpec | undefined {
	return words.aliases.get(text.toLowerCase());
}

function withWords(dialect: Omit<Dialect, 'words'>): Dialect {
	const { operators } = dialect;
	const names = new Map<string, OperatorSpec>(operators.map((spec) => [spec.name, spec]));
	const aliases = operators.flatMap((spec) => spec.aliases.map((alias) => [alias, spec] as const));
	return { ...dialect, words: { names, aliases: new Map(aliases) } };
}
