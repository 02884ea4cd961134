/** An amount of money, of less than a hundredth its first digit. A currency that ISO 4217 does not know stands behind it as the agent wrote it. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	try {
		return new Intl.NumberFormat(locale, { style: "currency", currency, ...digitOptions(amount) }).format(amount);
	} catch {
		return `${amount.toLocaleString(locale)} ${currency}`;
	}
}

/** The first answers cost next to nothing, which is not nothing. */
function digitOptions(amount: number): Intl.NumberFormatOptions {
	return amount > 0 && amount < 0.01 ? { maximumSignificantDigits: 1 } : {};
}
