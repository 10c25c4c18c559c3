/** What Excel shows for the error values that files keep as numbers ([MS-XLS] §2.5.10). */

const texts: Readonly<Record<number, string>> = {
	0x00: '#NULL!',
	0x07: '#DIV/0!',
	0x0f: '#VALUE!',
	0x17: '#REF!',
	0x1d: '#NAME?',
	0x24: '#NUM!',
	0x2a: '#N/A',
};

export function errorText(code: unknown): string {
	return (typeof code === 'number' ? texts[code] : undefined) ?? '#N/A';
}
