import { Fragment } from "react";

/** A mail address that goes on in the next line where it does not fit: after the @ or before a dot, not within a word. */
export function MailAddress({ children }: { children: string }) {
  const pieces = children.split(/(?<=@)|(?=\.)/);
  return (
    <bdi dir="ltr">
      {pieces.map((piece, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </bdi>
  );
}
