/** `__proto__` is an own key, as after JSON.parse. */
const withPrototype: unknown = JSON.parse(
	'{"__proto__":{"role":"owner"},"constructor":{"prototype":{"role":"owner"}}}',
);

const deep = Array.from({ length: 500 }).reduce<unknown>((inner) => [inner], "deep");

/** Values that break programs: wrong types, oversized, unusual characters, or with a meaning in another language. */
export const HOSTILE_VALUES: readonly unknown[] = [
	// Wrong types
	null,
	true,
	0,
	-1,
	1.5,
	1e308,
	Number.MAX_SAFE_INTEGER + 2,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	"",
	" \n\t ",
	[],
	{},
	[[]],
	{ length: 3, 0: "a" },
	new Uint8Array([0, 255, 254]),
	new Date(0),
	// Oversized
	"x".repeat(20_001),
	"👋".repeat(12_000),
	"x".repeat(200_000),
	Array.from({ length: 5_000 }, () => null),
	deep,
	// Unusual characters
	"\u0000",
	"a\u0000b",
	"\ud800",
	"\udfff\ud800",
	"\u202etxt.exe",
	"\u200b\u200d\ufeff",
	"👩‍👩‍👧‍👦".repeat(50),
	"Z̸̢̛͇͈̙͎̗̺̈́̀̾̐͂̎͝a̷̧̡̲̠̙̲̿͐l̶̛̙̞͎̈́̀̇͆g̴̻̗̽̓̎̚ǫ̷͙̯̿͗̄͝",
	"ﷺ".repeat(100),
	// Keys that every object has
	"__proto__",
	"constructor",
	"toString",
	"hasOwnProperty",
	withPrototype,
	JSON.parse('{"toString":"x","valueOf":1,"then":"x"}'),
	// SQL
	"'; DROP TABLE items; --",
	'" OR 1=1 --',
	"1; DELETE FROM meta",
	"%' OR '%'='",
	// Paths
	"../../../../etc/passwd",
	"/etc/passwd",
	"..\\..\\windows\\win.ini",
	"%2e%2e%2f%2e%2e%2fetc%2fpasswd",
	"file:///etc/passwd",
	"~/.ssh/id_rsa",
	"a/../../b",
	"CON",
	"-rf",
	// Shells, templates, pages and logs
	"$(touch /tmp/owned)",
	"`id`",
	"{{7*7}}<%= 7*7 %>",
	"<script>alert(1)</script>",
	"\r\nSet-Cookie: owned=1",
	'{"jsonrpc":"2.0","method":"session/cancel"}',
];
