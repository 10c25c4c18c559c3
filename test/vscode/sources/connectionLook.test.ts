/** Groups, colours and the lock of connections, as the Sources view shows them. */
import { expect, test } from 'vitest';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import { grouped, lookOf } from '../../../src/vscode/sources/connectionLook.ts';
import { idOf } from '../../../src/vscode/sources/nodes.ts';
import type { ConnectionNode } from '../../../src/vscode/sources/nodes.ts';

const FILE = `version: 1
connections:
  plain: { source: spark }
  live: { source: spark, group: Production, color: red, readOnly: true }
  user: { source: reapit, auth: authorizationCode, group: Tests }
  old: { source: realpad, group: Production }
`;

const { project } = parseProject(FILE, '/w');
const nodes = [...project!.connections.values()].map((connection): ConnectionNode => ({
	kind: 'connection',
	ref: { folder: 'file:///w', connection: connection.connection },
	connection,
	project: {
		folder: 'file:///w',
		name: 'w',
		project,
		problems: [],
		isLocal: true,
	} as unknown as ConnectionNode['project'],
	isFolderTold: false,
}));
const look = (name: string): ReturnType<typeof lookOf> => lookOf(project!.connections.get(name)!);

test('colour and lock come from the file; who signs in by browser can be told apart by menus', () => {
	expect(look('plain')).toEqual({ icon: 'plug', color: undefined, context: 'connection.spark' });
	expect(look('live')).toEqual({ icon: 'lock', color: 'charts.red', context: 'connection.spark' });
	expect(look('user').context).toBe('connection.reapit.browser');
});

test('groups come first, in the order in which they are named; every connection is there once', () => {
	const rows = grouped(nodes);
	expect(
		rows.map((row) =>
			row.kind === 'connectionGroup' ? row.members.map(({ ref }) => ref.connection) : row.ref.connection,
		),
	).toEqual([['live', 'old'], ['user'], 'plain']);
	expect(new Set(rows.map(idOf)).size).toBe(rows.length);
});
