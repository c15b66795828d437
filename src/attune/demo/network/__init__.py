"""Making the demonstration's providers able to practise, through the product's own actions."""
