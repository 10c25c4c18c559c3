/**
 * Asks replicas in a process of its own, which can be ended at any moment: SQLite within Node cannot be interrupted, and a
 * thread that computes in it cannot be stopped without danger to its process.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { FreeholdError } from '../errors.ts';
import type { ErrorDetails, Reason } from '../errors.ts';
import type { AnswerOf, QuestionName, ReplicaQuestion } from './questions.ts';

/** What the process is sent: all that it ever is. */
export interface QuestionOrder {
	readonly questions: readonly ReplicaQuestion[];
	/** When it ends itself, should nobody be left to end it. */
	readonly limitMs: number;
}

export type QuestionAnswer =
	{ readonly value: unknown } | { readonly error: ErrorDetails & { readonly reason: Reason } };

export interface ReplicaQuestionsOptions {
	/** `questionProcess.ts` in the sources, `questionProcess.js` in a bundle. */
	readonly programUrl: URL;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Longest time that the questions of one call may take together. */
	readonly limitMs: number;
}

/** Where SQLite puts what it sorts, and what Windows needs to start a process. No secret of the environment goes along. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'SQLITE_TMPDIR'];
/** The process's own limit is only for when nobody is left to end it. */
const ORPHAN_GRACE_MS = 5000;

export class ReplicaQuestions {
	readonly #options: ReplicaQuestionsOptions;

	constructor(options: ReplicaQuestionsOptions) {
		this.#options = options;
	}

	/**
	 * @returns the answer of each question, or its failure; `undefined` where the replica does not exist
	 * @throws the signal's reason when cancelled; FreeholdError `timeout` where it took too long
	 */
	async askAll<Name extends QuestionName>(
		questions: readonly ReplicaQuestion<Name>[],
		signal: AbortSignal,
	): Promise<readonly (AnswerOf<Name> | FreeholdError | undefined)[]> {
		if (questions.length === 0) return [];
		signal.throwIfAborted();
		const answers = await this.#answers(questions, signal);
		return answers.map((answer) =>
			'error' in answer
				? new FreeholdError(answer.error.reason, answer.error)
				: (answer.value as AnswerOf<Name> | undefined),
		);
	}

	/** One question. @throws also its failure */
	async ask<Name extends QuestionName>(
		question: ReplicaQuestion<Name>,
		signal: AbortSignal,
	): Promise<AnswerOf<Name> | undefined> {
		const [answer] = await this.askAll([question], signal);
		if (FreeholdError.is(answer)) throw answer;
		return answer;
	}

	async #answers(questions: readonly ReplicaQuestion[], signal: AbortSignal): Promise<readonly QuestionAnswer[]> {
		const { limitMs } = this.#options;
		const limit = AbortSignal.timeout(limitMs);
		const child = this.#start();
		try {
			child.send({ questions, limitMs: limitMs + ORPHAN_GRACE_MS } satisfies QuestionOrder);
			return await answersOf(child, AbortSignal.any([signal, limit]));
		} catch (error) {
			signal.throwIfAborted();
			throw limit.aborted ? tookTooLong(limitMs, error) : error;
		} finally {
			child.kill('SIGKILL');
		}
	}

	#start(): ChildProcess {
		const { programUrl, env } = this.#options;
		const passed = PASSED_ON.map((name) => [name, env[name]] as const).filter(([, value]) => value !== undefined);
		const child = fork(fileURLToPath(programUrl), [], {
			// The editor's own program is a Node where this says so.
			env: { ...Object.fromEntries(passed), ELECTRON_RUN_AS_NODE: '1' },
			execArgv: ['--disable-warning=ExperimentalWarning'],
			serialization: 'advanced',
			// stdout may belong to a protocol.
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
		// What is said while it is waited for is told there; what comes after its end (a closed channel) is of no importance.
		child.on('error', () => undefined);
		return child;
	}
}

async function answersOf(child: ChildProcess, signal: AbortSignal): Promise<readonly QuestionAnswer[]> {
	const settled = new AbortController();
	const either = { signal: AbortSignal.any([signal, settled.signal]) };
	try {
		return await Promise.race([
			once(child, 'message', either).then(([answers]) => answers as readonly QuestionAnswer[]),
			// `once` rejects with the error of a process that could not be started.
			once(child, 'exit', either).then(([code, killedBy]) => {
				throw endedEarly(String(code ?? killedBy));
			}),
		]);
	} finally {
		settled.abort();
	}
}

function tookTooLong(limitMs: number, cause: unknown): FreeholdError {
	return new FreeholdError('timeout', {
		what: 'The replica was not read to the end',
		why: `it took longer than ${limitMs / 1000} seconds`,
		next: 'Narrow the query with WHERE, avoid joins without a condition, or run it with: freehold query',
		cause,
	});
}

function endedEarly(how: string): FreeholdError {
	return new FreeholdError('internal', {
		what: 'The replica could not be read',
		why: `the process that reads it has ended (${how}), perhaps for want of memory`,
		next: 'Ask for less at once, such as shorter values',
	});
}
