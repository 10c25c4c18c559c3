/** Puts Reapit's metadata filters into the order in which they work: a list comes last (#10796). */
import { reapitDialect } from '../../filter/dialect.ts';
import { parse } from '../../filter/parse.ts';
import { isList } from '../../filter/print.ts';
import type { Span } from '../../filter/syntax.ts';

export interface ResolvedParameter extends Span {
	readonly name: string;
	/** As the server reads it. */
	readonly value: string;
	/** `metadata=…`, as it is sent. */
	readonly sent: string;
}

export interface OrderedFilters {
	readonly parameters: readonly ResolvedParameter[];
	/** Those that were moved behind others. */
	readonly moved: readonly ResolvedParameter[];
}

/** @param path  of the address: on `/metadata/` itself the parameter is called `filter` */
export function orderFilters(parameters: readonly ResolvedParameter[], path: string): OrderedFilters {
	const name = /^\/metadata\/?$/.test(path) ? 'filter' : 'metadata';
	const filters = parameters.filter((one) => one.name === name);
	const lists = filters.filter(({ value }) => isList(parse(value, reapitDialect).filter, reapitDialect));
	const ordered = [...filters.filter((one) => !lists.includes(one)), ...lists];
	const moved = lists.filter((list) => ordered.indexOf(list) > filters.indexOf(list));
	if (moved.length === 0) return { parameters, moved };
	return { parameters: parameters.map((one) => (one.name === name ? (ordered.shift() ?? one) : one)), moved };
}
