"""Operations of AWS services that moto does not have, or forgets half of."""
