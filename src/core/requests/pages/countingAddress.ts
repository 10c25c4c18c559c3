/** The address of a page that tells how many records there are. */
import { withParameter } from './nextAddress.ts';

/**
 * Reapit tells the count with every page, OData and Spark's native lists where they are asked to.
 *
 * @param size  records of the page; as the address says where absent
 */
export function countingAddress(url: string, size: number | undefined): string {
	const { pathname } = new URL(url);
	const isNative = pathname.startsWith('/v1/');
	const isOData = /\/odata\//i.test(pathname);
	const parameters = [
		...(isOData ? [['$count', 'true'] as const] : isNative ? [['_pagination', '1'] as const] : []),
		...(size === undefined ? [] : [[isOData ? '$top' : isNative ? '_limit' : 'pageSize', String(size)] as const]),
	];
	return parameters.reduce((address, [name, value]) => withParameter(address, name, value), url);
}
