"""Image Builder, of which moto has nothing: kept as given, and never run."""

from cloudformation.provider import Provider, Resource, provides

_kept: dict[str, dict] = {}


class _Kept(Provider):
    """Arn by name, and by version where there are versions."""

    path = ""
    versioned = False

    def create(self, r: Resource) -> str:
        name = r.properties["Name"].lower()
        version = f"/{r.properties['Version']}" if self.versioned else ""
        last = "/1" if self.path == "component" else ""
        arn = f"arn:aws:imagebuilder:{r.region}:{r.account}:{self.path}/{name}{version}{last}"
        if arn in _kept:
            raise ValueError(f"The resource with ARN '{arn}' already exists.")
        _kept[arn] = dict(r.properties)
        return arn

    def update(self, r: Resource) -> None:
        _kept[r.physical_id] = dict(r.properties)

    def delete(self, r: Resource) -> None:
        _kept.pop(r.physical_id, None)

    def attributes(self, r: Resource) -> dict:
        return {"Arn": r.physical_id, "Name": r.properties["Name"]}


@provides("AWS::ImageBuilder::Component")
class Component(_Kept):
    path = "component"
    versioned = True


@provides("AWS::ImageBuilder::ImageRecipe")
class ImageRecipe(_Kept):
    path = "image-recipe"
    versioned = True


@provides("AWS::ImageBuilder::InfrastructureConfiguration")
class InfrastructureConfiguration(_Kept):
    path = "infrastructure-configuration"


@provides("AWS::ImageBuilder::DistributionConfiguration")
class DistributionConfiguration(_Kept):
    path = "distribution-configuration"


@provides("AWS::ImageBuilder::ImagePipeline")
class ImagePipeline(_Kept):
    path = "image-pipeline"
