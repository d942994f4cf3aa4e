package object

import "github.com/bbql/go-bbql/builder"

// An Account is a field that holds an account: a user, a team or an app user.
// Its string is the path of the field.
type Account string

// AccountID returns the field account_id.
func (o Account) AccountID() builder.Text { return builder.Text(o + ".account_id") }

// CreatedOn returns the field created_on.
func (o Account) CreatedOn() builder.Time { return builder.Time(o + ".created_on") }

// DisplayName returns the field display_name.
func (o Account) DisplayName() builder.Text { return builder.Text(o + ".display_name") }

// Nickname returns the field nickname.
func (o Account) Nickname() builder.Text { return builder.Text(o + ".nickname") }

// UUID returns the field uuid.
func (o Account) UUID() builder.UUID { return builder.UUID(o + ".uuid") }

// IsNull holds where there is no account.
func (o Account) IsNull() builder.Expr { return builder.Field(o).IsNull() }

// IsNotNull holds where there is an account.
func (o Account) IsNotNull() builder.Expr { return builder.Field(o).IsNotNull() }
