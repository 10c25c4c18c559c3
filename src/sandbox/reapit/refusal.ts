/** A refusal as Reapit words it: status, description, and for 422 the fields (domain: Reapit §2.3). */
import { jsonAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

export interface FieldProblem {
	/** In the vendor's own case: `marketingConsent`, `primaryAddress.postcode`, `officeIds`. */
	readonly field: string;
	readonly message: string;
}

export class ReapitRefusal extends Error {
	readonly status: number;
	readonly problems: readonly FieldProblem[];
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		status: number,
		description: string,
		extra: { readonly problems?: readonly FieldProblem[]; readonly headers?: Readonly<Record<string, string>> } = {},
	) {
		super(description);
		this.status = status;
		this.problems = extra.problems ?? [];
		this.headers = extra.headers ?? {};
	}
}

/** 422 with its listing, in the vendor's words. */
export function invalid(problems: readonly FieldProblem[]): ReapitRefusal {
	const text = 'One or more validation failures have occurred. Please refer to Errors list for details';
	return new ReapitRefusal(422, text, { problems });
}

/** @param told  what the server believes the time is, in ms since 1970 */
export function refusalAnswer(refusal: ReapitRefusal, told: number): Answer {
	const { status, message: description, problems, headers } = refusal;
	const dateTime = sevenDigits(told);
	const errors = problems.map(({ field, message }) => ({ field, message }));
	return jsonAnswer(
		status === 422
			? { errors, statusCode: status, dateTime, description }
			: { statusCode: status, dateTime, description },
		status,
		headers,
	);
}

/** An instant with the vendor's seven fractional digits: `2020-02-11T13:32:03.6750000Z`. */
export function sevenDigits(ms: number): string {
	return new Date(ms).toISOString().replace('Z', '0000Z');
}
