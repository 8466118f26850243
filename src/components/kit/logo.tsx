import Link from "next/link";
import { cx } from "./classes";

/** The ring as a sign: one open line, two people. */
export function LogoMark() {
  return (
    <svg width="30" height="21" viewBox="0 0 40 28" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M13.6 6.1C15.6 5.4 17.8 5 20.2 5c9.4 0 17 4.9 17 10.6 0 1.4-.4 2.7-1.2 3.9M27 24.6c-2.1.7-4.4 1.1-6.8 1.1-9.4 0-17-4.6-17-10.3 0-1.1.3-2.2.8-3.2"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="8.2" cy="8.2" r="4.4" fill="currentColor" />
      <circle cx="31.8" cy="22.4" r="4.4" className="logo-seat" />
    </svg>
  );
}

/** Sign and name. With `href` it is the way home. */
export function Logo({ href, className }: { href?: string; className?: string }) {
  const content = (
    <>
      <LogoMark />
      <span>Bedside</span>
    </>
  );
  if (href === undefined) return <span className={cx("logo", className)}>{content}</span>;
  return (
    <Link href={href} prefetch={false} className={cx("logo", className)}>
      {content}
    </Link>
  );
}
