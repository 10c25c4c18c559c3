/** How a connection's row looks: its colour, a lock where nothing may be written, and the group that it stands in. */
import type { ConnectionColor } from '../../core/project/connectionKeys.ts';
import type { Connection } from '../../core/project/project.ts';
import { signsInByBrowser } from '../../core/project/secretFields.ts';
import type { ConnectionGroupNode, ConnectionNode } from './nodes.ts';

export interface ConnectionLook {
	/** Of a product icon. */
	readonly icon: 'plug' | 'lock';
	/** Of the theme; every theme has these, high contrast too. */
	readonly color: `charts.${ConnectionColor}` | undefined;
	/** What menus look at (`viewItem`). */
	readonly context: string;
}

export function lookOf(connection: Connection): ConnectionLook {
	const { color, source, readOnly } = connection;
	return {
		icon: readOnly === true ? 'lock' : 'plug',
		color: color === undefined ? undefined : `charts.${color}`,
		context: `connection.${source}${signsInByBrowser(connection) ? '.browser' : ''}`,
	};
}

/** Groups in the order in which they are first named; connections without one come behind them. */
export function grouped(connections: readonly ConnectionNode[]): readonly (ConnectionGroupNode | ConnectionNode)[] {
	const names = [...new Set(connections.flatMap(({ connection }) => connection.group ?? []))];
	return [
		...names.map((group): ConnectionGroupNode => {
			const members = connections.filter(({ connection }) => connection.group === group);
			return { kind: 'connectionGroup', group, members };
		}),
		...connections.filter(({ connection }) => connection.group === undefined),
	];
}
