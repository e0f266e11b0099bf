"""Budgets."""

from cloudformation.provider import Provider, Resource, provides

SERVICE = "budgets"


@provides("AWS::Budgets::Budget")
class Budget(Provider):
    def create(self, r: Resource) -> str:
        budget = dict(r.properties["Budget"])
        budget.setdefault("BudgetName", r.name("BudgetName", 100))
        notifications = r.only("NotificationsWithSubscribers")
        params = {"AccountId": r.account, "Budget": budget, **notifications}
        r.send(SERVICE, "CreateBudget", params)
        return budget["BudgetName"]

    def update(self, r: Resource) -> None:
        self.delete(r)
        self.create(r)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteBudget", AccountId=r.account, BudgetName=r.physical_id)
