/** Judges answers for somebody who wants to see them: only what may pass by itself is tried again, the rest is the answer. */
import type { HttpResponse, Judge } from '../../http/contract.ts';

export class AnswerJudge {
	readonly #vendor: Judge;
	#last: HttpResponse | undefined;

	constructor(vendor: Judge) {
		this.#vendor = vendor;
	}

	/** The answer that a client gave up on: a 500 after its last attempt, a 401 after the token was renewed. */
	get last(): HttpResponse | undefined {
		return this.#last;
	}

	/** The attempt after it got no answer: what is told then is why. */
	forget(): void {
		this.#last = undefined;
	}

	readonly judge: Judge = (response, request) => {
		this.#last = response;
		const verdict = this.#vendor(response, request);
		switch (verdict.kind) {
			case 'ok':
			case 'reauthorize':
				return verdict;
			case 'fail':
				return { kind: 'ok' };
			case 'retry':
				return verdict.isThrottle === true || response.status >= 500 ? verdict : { kind: 'ok' };
		}
	};
}
