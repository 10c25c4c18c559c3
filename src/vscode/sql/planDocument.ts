/** The plan of a query as text. It is made in a process of its own, which is ended when it is cancelled. */
import { ReplicaQuestions } from '../../core/tools/replicaQuestions.ts';
import { FreeholdError } from '../../core/errors.ts';
import { MAIN } from '../../core/sqlText/schema.ts';
import { planText } from '../../core/wording/planText.ts';
import type { PlanRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { workerUrl } from '../outside/workers.ts';
import type { SqlReplicas } from './sqlTargets.ts';

/** Nothing is run for a plan: what takes longer than this has hung. */
const LIMIT_MS = 60_000;

/** As it is when the document is opened again. */
export function planDocument(freehold: Freehold, request: PlanRequest): Promise<string> {
	return planOf(freehold, request, new AbortController().signal);
}

/** @throws FreeholdError `query`, `notFound`; the signal's reason */
export async function planOf(freehold: Freehold, request: PlanRequest, signal: AbortSignal): Promise<string> {
	const { sql, ...replicas } = request;
	const data = await freehold.sqlData();
	const files = await data.files(replicas);
	const questions = new ReplicaQuestions({
		...{ programUrl: workerUrl('questionProcess'), env: process.env, limitMs: LIMIT_MS },
	});
	const steps =
		files === undefined
			? undefined
			: await questions.ask({ file: files.file, name: 'plan', args: [sql, files.attached] }, signal);
	if (steps === undefined) throw nothingStored(replicas);
	return planText({ sql, steps, rows: await rowsOf(freehold, replicas) });
}

/** By the names of tables; an alias is not looked through. */
async function rowsOf(freehold: Freehold, replicas: SqlReplicas): Promise<ReadonlyMap<string, number>> {
	const { tables } = await (await freehold.sqlData()).schema(replicas);
	return new Map(
		tables.flatMap(({ schema, name, rows }) => (rows === undefined || schema !== MAIN ? [] : [[name, rows] as const])),
	);
}

function nothingStored({ connection }: SqlReplicas): FreeholdError {
	return new FreeholdError('notFound', {
		what: `There is no replica of '${connection}' yet`,
		why: 'nothing was replicated into this folder',
		next: 'Replicate it first',
	});
}
