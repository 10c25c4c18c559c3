/** Checks the field against the data: whether records have it, and under which name. */
import { checkHeld } from './checkHeld.ts';
import type { Dialect } from './dialect.ts';
import { distance } from './distance.ts';
import { fieldOf, itemOf } from './fieldIndex.ts';
import type { FieldFacts, FieldIndex } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { foldedFields } from './foldedFields.ts';
import type { Filter, Path } from './syntax.ts';

export function checkData(filter: Filter, field: Path, dialect: Dialect, index: FieldIndex): readonly Finding[] {
	const path = field.names.join('.');
	const facts = fieldOf(index, field.names);
	const through = arrayOnTheWay(field, index);
	// `items[0].name` says so itself, and is told without data.
	const isTold = through === undefined || field.names.some((name) => itemOf.test(name));
	const found: Finding[] = isTold ? [] : [throughArray(field, through)];
	if (facts === undefined) {
		// What lies within arrays is not learned: that no record has it cannot be said.
		const isHidden = through !== undefined && through.types.object === undefined;
		return isHidden ? found : [...found, unseen(field, path, dialect, index)];
	}
	if (facts.path !== path) {
		const fix = replacement(`Change to ${facts.path}`, field, `${dialect.prefix}.${facts.path}`, true);
		found.push(finding('FH151', field, `The records call it '${facts.path}'`, [fix]));
	}
	return [...found, ...checkHeld(filter, facts, dialect)];
}

function unseen(field: Path, path: string, dialect: Dialect, index: FieldIndex): Finding {
	// Not preferred: a field may be newer than what was read.
	const near = nearest(path.toLowerCase(), index);
	const fixes = near === undefined ? [] : [replacement(`Change to ${near}`, field, `${dialect.prefix}.${near}`)];
	const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
	const who = index.documents === 0 ? 'The schema does not describe' : `None of ${index.documents} records here has`;
	return finding('FH150', field, `${who} '${path}'.${hint}`, fixes);
}

/** The name that differs least, and of several the commonest. */
function nearest(path: string, index: FieldIndex): string | undefined {
	let most = Math.max(1, Math.floor(path.length / 4));
	let near: FieldFacts | undefined;
	for (const [folded, spellings] of foldedFields(index)) {
		const facts = index.fields.get(spellings[0] ?? '');
		const away = distance(path, folded, most);
		if (facts === undefined || away > most || (away === most && near !== undefined && near.seen >= facts.seen))
			continue;
		most = away;
		near = facts;
	}
	return near?.path;
}

/** The first field above it, or that it takes an item of, which holds arrays in some records. */
function arrayOnTheWay({ names }: Path, index: FieldIndex): FieldFacts | undefined {
	const plain = names.map((name) => name.replace(itemOf, ''));
	for (const [at, name] of names.entries()) {
		const isLast = at === names.length - 1;
		const facts = isLast && !itemOf.test(name) ? undefined : fieldOf(index, plain.slice(0, at + 1));
		if ((facts?.types.array ?? 0) > 0) return facts;
	}
	return undefined;
}

function throughArray(field: Path, { path }: FieldFacts): Finding {
	return finding('FH155', field, `'${path}' holds arrays; whether a path goes through them is not documented`);
}
