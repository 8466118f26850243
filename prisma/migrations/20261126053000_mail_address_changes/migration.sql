-- A changed mail address can be undone from the old one for a week: a token of its own kind, and each of both names its address.
ALTER TABLE "account_token" DROP CONSTRAINT "account_token_kind_check";
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_kind_check" CHECK ("kind" IN ('invite', 'password', 'email', 'email_undo'));
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_email_check" CHECK (("email" IS NOT NULL) = ("kind" IN ('email', 'email_undo')));
