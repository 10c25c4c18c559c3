/** Puts what an engine reports about a failed connection into words that help: which part failed, and what to do. */
import { FreeholdError } from '../errors.ts';
import { redactText } from './redact.ts';

export interface NetworkFailure {
	readonly error: FreeholdError;
	/** Whether the same request may succeed a moment later. */
	readonly isTransient: boolean;
}

interface Finding {
	readonly code: string;
	readonly message: string;
}

/** Who reads it sits at a terminal or in the editor, each with a setting of its own. */
const proxySetting = 'HTTPS_PROXY (in VS Code: the setting http.proxy)';
const thisMachine = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;
const certificateCodes =
	/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY|DECODE)|ERR_TLS_CERT|CRL_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/;

export function networkFailure(error: unknown, label: string, host: string): NetworkFailure {
	const { code, message } = finding(error);
	const seen = redactText(code === '' || message.includes(code) ? message : `${message} (${code})`);
	const make = (reason: 'network' | 'timeout', why: string, next: string, isTransient = true): NetworkFailure => ({
		error: new FreeholdError(reason, { what: `${label} got no answer from ${host}`, why, next, cause: error }),
		isTransient,
	});

	const proxy = /Proxy response \((\d+)\)/.exec(message);
	if (proxy !== null) {
		return make(
			'network',
			`The proxy answered ${proxy[1] ?? ''} and does not let this connection through`,
			`Allow ${host} at the proxy, or name it in NO_PROXY; the proxy comes from ${proxySetting}`,
			proxy[1]?.startsWith('5') === true,
		);
	}
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
		return make('network', `The certificate is for another host: ${seen}`, certificateNext(host), false);
	}
	if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
		return make(
			'network',
			`The certificate of ${host} is not valid now: ${seen}`,
			"Check this machine's date; if it is right, tell the vendor",
			false,
		);
	}
	if (certificateCodes.test(code)) {
		return make('network', `The certificate of ${host} is not trusted: ${seen}`, certificateNext(host), false);
	}
	if (/^(EPROTO|ERR_SSL_|ERR_TLS_)/.test(code)) {
		return make(
			'network',
			`No encrypted connection came about: ${seen}`,
			'Check that the address and port speak TLS, and whether a proxy stands in between',
		);
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return make(
			'network',
			`The name ${host} was not found: ${seen}`,
			`Check the address and the network; behind a proxy, set ${proxySetting}`,
		);
	}
	if (/TIMEOUT|ETIMEDOUT/.test(code)) {
		return make(
			'timeout',
			`The connection took too long: ${seen}`,
			`Check the network; behind a proxy, set ${proxySetting}`,
		);
	}
	if (code === 'ECONNREFUSED') {
		return make(
			'network',
			`Nobody listens there: ${seen}`,
			thisMachine.test(host)
				? `Start what is to listen at ${host}; the sandbox by 'freehold sandbox' (in VS Code: Freehold: Start the Sandbox)`
				: `Check that ${host} is running and the address right; the refusing address may be the proxy of ${proxySetting}`,
		);
	}
	return make('network', seen, `Check the network and try again; behind a proxy, set ${proxySetting}`);
}

function certificateNext(host: string): string {
	return (
		`If your network inspects traffic, or ${host} has a certificate of your own authority, name that authority's ` +
		"certificate with --ca FILE or NODE_EXTRA_CA_CERTS (in VS Code: add it to the system's certificates, then reload " +
		'the window); otherwise do not trust this connection'
	);
}

/** `fetch` hides the cause under "fetch failed", and several tried addresses under an AggregateError. */
function finding(error: unknown): Finding {
	let found: Finding = { code: '', message: String(error) };
	let current = error;
	for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
		const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
		if (code !== '' || found.code === '')
			found = { code: code || found.code, message: current.message || found.message };
		const inner: unknown = current instanceof AggregateError ? current.errors[0] : undefined;
		current = current.cause ?? inner;
	}
	return found;
}
