/** Names under which files were uploaded: as people name them, and as an attacker would. */

export const usualNames: readonly (readonly [name: string, contentType: string])[] = [
	['some file.jpg', 'image/jpeg'],
	['scan.pdf', 'application/pdf'],
	['scan.pdf', 'application/pdf'],
	['Smlouva o smlouvě budoucí kupní.pdf', 'application/pdf'],
	['Půdorys 2+kk – 3. NP.pdf', 'application/pdf'],
	['IMG_20240317_101512.jpg', 'image/jpeg'],
	['Faktura Úhor & syn (kopie).pdf', 'application/pdf'],
	["Dodatek č. 1 – 'závěrečný'.docx", 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['vizualizace_přízemí.png', 'image/png'],
	['řez A-A.dwg', 'application/acad'],
	['poznámky.txt', 'text/plain'],
	['Scan.PDF', 'application/pdf'],
];

export const hostileNames: readonly string[] = [
	'../../../etc/passwd',
	'..\\..\\windows\\system32\\drivers.sys',
	'/etc/shadow',
	'C:\\boot.ini',
	'CON',
	'nul.txt',
	'com1.pdf',
	`${'dlouhé jméno '.repeat(24).slice(0, 296)}.pdf`,
	'trailing dots...',
	'trailing space ',
	'',
	'.',
	'..',
	'tab\tand\nnewline.txt',
	'a<b>|c?d*e:"f".txt',
	'\u202egpj.exe',
	'\u00dahel.pdf',
	'U\u0301hel.pdf',
	'-rf',
	'.gitignore',
	'👷🏠.png',
	'%2e%2e%2fescaped.txt',
	'<!ENTITY x "y">&amp;.xml',
];

/** Identifiers that are none: the last ones of a hostile list. */
export const hostileUids: readonly string[] = ['not-a-uid', '../ws/v10/list-excel-customers'];
