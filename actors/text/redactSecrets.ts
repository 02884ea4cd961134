const SECRETS: readonly RegExp[] = [
	/\b(sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abp]|AKIA)[-_][\w-]{8,}/g,
	/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi,
	/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
];

/** Replaces what looks like a credential: an agent's error may quote the key that was rejected. */
export function redactSecrets(text: string): string {
	return SECRETS.reduce((redacted, secret) => redacted.replace(secret, "[redacted]"), text);
}
