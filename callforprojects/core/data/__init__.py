"""What is kept: values, tables, transactions, versions, who may know of what. No request."""
