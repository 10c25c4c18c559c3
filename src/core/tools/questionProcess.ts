/** The program that reads replicas for `ReplicaQuestions`: answers what it is sent, and ends. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { FreeholdError } from '../errors.ts';
import { ReplicaReader } from '../replica/reader.ts';
import { questions } from './questions.ts';
import type { ReplicaQuestion } from './questions.ts';
import type { QuestionAnswer, QuestionOrder } from './replicaQuestions.ts';

process.once('message', (order: QuestionOrder) => {
	endLater(order.limitMs);
	process.send?.(order.questions.map(answer), () => process.disconnect());
});
// Whoever asked has gone.
process.once('disconnect', () => process.exit());

function answer({ file, name, args }: ReplicaQuestion): QuestionAnswer {
	try {
		// Nothing was replicated yet: that is an answer, not a failure.
		if (!existsSync(file)) return { value: undefined };
		const ask = questions[name] as (reader: ReplicaReader, ...args: readonly unknown[]) => unknown;
		const reader = new ReplicaReader(file);
		try {
			return { value: ask(reader, ...args) };
		} finally {
			reader.close();
		}
	} catch (error) {
		if (FreeholdError.is(error)) return { error: error.toJSON() };
		const why = error instanceof Error ? error.message : String(error);
		return {
			error: { reason: 'internal', what: 'The replica could not be read', why, next: 'Try a smaller question' },
		};
	}
}

/** From another thread, because SQLite holds this one for as long as a query takes. */
function endLater(limitMs: number): void {
	new Worker(`setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${limitMs})`, { eval: true }).unref();
}
