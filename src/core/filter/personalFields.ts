/** Which fields look as if they held data of persons: their values are neither kept nor suggested. */

const personalName =
	/name|mail|phone|mobile|fax|address|street|postcode|zip|birth|dob$|passport|iban|sort.?code|account|token|secret|password|notes?$|comment|signature/i;

const mailAddress = /^[^\s@]{1,64}@[^\s@]{1,255}$/;
const phoneNumber = /^\+?[\d\s().-]{9,20}$/;

/** @param path  names joined by dots: what lies within `address` is as personal as itself */
export function isPersonalPath(path: string): boolean {
	return personalName.test(path);
}

/** Whether a value is personal whatever its field is called. Dates are told apart before. */
export function isPersonalValue(value: string): boolean {
	return mailAddress.test(value) || (phoneNumber.test(value) && /(?:\d\D*){9}/.test(value));
}
