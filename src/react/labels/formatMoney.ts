/** An amount of money. A currency that ISO 4217 does not know stands behind it as the agent wrote it. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	try {
		return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount);
	} catch {
		return `${amount.toLocaleString(locale)} ${currency}`;
	}
}
