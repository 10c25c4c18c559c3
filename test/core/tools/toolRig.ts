/** A project in a temporary folder with a filled replica, and the tools on it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { callTool } from '../../../src/core/tools/callTool.ts';
import { ReplicaQuestions } from '../../../src/core/tools/replicaQuestions.ts';
import type { ToolHost } from '../../../src/core/tools/toolHost.ts';
import { Feed, dataset, temporaryFolder } from '../replica/replicaFixture.ts';
import type { Rows } from '../replica/replicaFixture.ts';

export const programUrl = new URL('../../../src/core/tools/questionProcess.ts', import.meta.url);

export const YAML = `version: 1
connections:
  mls: { source: spark, keyType: idx }
  agency: { source: reapit, customer: SBOX }
jobs:
  listings: { replicate: [mls/Property], every: 1h }
`;

export function projectIn(folder: string, yaml = YAML): Project {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'freehold.yaml'), yaml);
	const { project, problems } = parseProject(yaml, folder);
	expect(problems).toEqual([]);
	return project!;
}

/** Stores rows as one run of a connection would. */
export function store({ dataFolder }: Project, connection: string, table: string, rows: Rows, key = 'Key'): void {
	const file = join(dataFolder, `${connection}.sqlite`);
	mkdirSync(dirname(file), { recursive: true });
	const feed = new Feed(file);
	feed.run(dataset(table, { key: [key] }), rows, 'initial');
	feed.close();
}

/** What results hold, of whatever tool: each has a part of it. */
interface Said {
	readonly error: { readonly reason: string; readonly what: string; readonly why: string; readonly next: string };
	readonly rows: readonly (readonly unknown[])[];
	readonly rowCount: number;
	readonly notes: readonly string[];
	readonly note: string;
	readonly connections: readonly {
		readonly folder: string;
		readonly datasets: readonly { readonly columns: Readonly<Record<string, string>> }[];
	}[];
	readonly isRefused: boolean;
	readonly explanation: string;
	readonly sql: string;
	readonly matches: unknown;
	readonly filters: readonly {
		readonly findings: readonly { readonly code: string; readonly fixes: readonly { readonly result: string }[] }[];
	}[];
	readonly datasets: readonly { readonly error: unknown }[];
}

export interface Called {
	readonly isError: boolean;
	readonly text: string;
	readonly said: Said;
}

export interface Tools {
	readonly project: Project;
	readonly call: (name: string, input?: unknown, signal?: AbortSignal) => Promise<Called>;
}

export function tools(own: Partial<ToolHost> & { readonly limitMs?: number; readonly yaml?: string } = {}): Tools {
	const project = projectIn(temporaryFolder(), own.yaml);
	const host: ToolHost = {
		projects: () => Promise.resolve([{ folder: 'work', project }]),
		replicas: new ReplicaQuestions({ programUrl, env: process.env, limitMs: own.limitMs ?? 20_000 }),
		secrets: () => [],
		...own,
	};
	return {
		project,
		call: async (name, input, signal = new AbortController().signal) => {
			const result = await callTool(host, { name, input, signal });
			return { ...result, said: JSON.parse(result.text) as Said };
		},
	};
}
