/** Which hosts are this machine itself. Only to them may anything travel unencrypted, and never through a proxy. */

/** @param hostname  as `URL.hostname` gives it: lower case, IPv4 in dotted form, IPv6 in brackets */
export function isLoopback(hostname: string): boolean {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (host === 'localhost' || host === '[::1]' || host === '::1') return true;
	const parts = host.split('.');
	return (
		parts.length === 4 && parts[0] === '127' && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
	);
}
