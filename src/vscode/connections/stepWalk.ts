/** Walks through the steps of an input, forward and back; knows nothing of what they look like. */

/** Answers by step; what was answered stays, so that going back and forth again asks nothing twice. */
export type Answers = Readonly<Record<string, string>>;

/** Why an answer cannot be taken; words are found elsewhere, but for those of the validator. */
export type Problem = 'empty' | { readonly says: string };

interface AnyStep {
	readonly id: string;
	/** What stands there at the beginning: Enter takes it. */
	readonly usual: string;
}

export interface ChoiceStep extends AnyStep {
	readonly kind: 'choice';
	readonly values: readonly string[];
}

export interface TextStep extends AnyStep {
	readonly kind: 'text';
	readonly isHidden: boolean;
	readonly problem: (text: string) => Problem | undefined;
}

export type Step = ChoiceStep | TextStep;

export class StepWalk {
	readonly #stepsOf: (answers: Answers) => readonly Step[];
	#answers: Answers;
	#at = 0;

	/** @param stepsOf  all steps as far as the answers tell; a step depends on answers to earlier ones alone */
	constructor(stepsOf: (answers: Answers) => readonly Step[], answers: Answers = {}) {
		this.#stepsOf = stepsOf;
		this.#answers = answers;
	}

	/** `undefined` when all are answered. */
	get current(): Step | undefined {
		return this.#steps[this.#at];
	}

	/** From 1. */
	get number(): number {
		return this.#at + 1;
	}

	get total(): number {
		return this.#steps.length;
	}

	get isFirst(): boolean {
		return this.#at === 0;
	}

	/** Of the steps that there are now: those of a way that was left are not among them. */
	get answers(): Answers {
		const ids = new Set(this.#steps.map(({ id }) => id));
		return Object.fromEntries(Object.entries(this.#answers).filter(([id]) => ids.has(id)));
	}

	/** What was answered before, or is usual. */
	get proposed(): string {
		const step = this.current;
		if (step === undefined) return '';
		const given = this.#answers[step.id];
		const isChoice = step.kind === 'choice';
		return given !== undefined && (!isChoice || step.values.includes(given)) ? given : step.usual;
	}

	answer(value: string): void {
		const step = this.current;
		if (step === undefined) return;
		this.#answers = { ...this.#answers, [step.id]: value };
		this.#at += 1;
	}

	back(): void {
		this.#at = Math.max(0, this.#at - 1);
	}

	/** To the first step whose id begins so: the credentials, where they were refused. */
	backTo(prefix: string): void {
		const at = this.#steps.findIndex(({ id }) => id.startsWith(prefix));
		if (at !== -1) this.#at = at;
	}

	get #steps(): readonly Step[] {
		return this.#stepsOf(this.#answers);
	}
}
